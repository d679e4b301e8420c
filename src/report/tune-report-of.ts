/** What the report of a tuning is made of, out of what `tune` has found. */
import type { RunOptions } from '../jobs/run-options.js';
import { lawSentence } from '../tune/law-sentence.js';
import { peakThreads } from '../tune/scaling-law.js';
import { flagsOf } from '../tune/setting.js';
import type { TuneResult, TuneTrial } from '../tune/tune.js';
import { givenCommand } from './given-command.js';
import type { TrialRun, TuneReport } from './tune-report.js';

/** `madeAt`: as a text. */
export function tuneReportOf(options: RunOptions, result: TuneResult, madeAt: string): TuneReport {
  const { unit, axes, best, cells, final, verdict, prediction, law, cores, machine } = result;
  const peak = law === null ? Infinity : peakThreads(law);
  return {
    title: 'What this job does best with',
    unit,
    command: givenCommand(options, 'yfcc tune'),
    machine,
    madeAt,
    sentence: verdict.sentence,
    best: { flags: flagsOf(best, axes), perSecond: final.perSecond },
    prediction,
    law: law && {
      ...law,
      peakThreads: Number.isFinite(peak) ? peak : null,
      sentence: lawSentence(law, cores, unit),
    },
    trials: cells.map(({ setting: { threads, shardRows, decodeBytes, connections }, trials }) => {
      const ofMedia = unit === 'media' ? connections : null;
      return { threads, shardRows, decodeBytes, connections: ofMedia, runs: trials.map(runOf) };
    }),
  };
}

function runOf({ perSecond, rows, seconds, textPerRow, readPerRow, peakBytes, mainBusy, stages }: TuneTrial): TrialRun {
  const rowsPerSecond = rows / seconds;
  return {
    perSecond,
    textMBps: (rowsPerSecond * textPerRow) / 1e6,
    readMBps: (rowsPerSecond * readPerRow) / 1e6,
    peakBytes,
    mainBusy,
    stages,
  };
}
