/** The files that show results, each with what the newest ones give between its markers. */
import { join } from 'node:path';
import { YfccError } from '../src/core/errors.js';
import { articleReport, type ArticleResult } from './article-report.js';
import { bz2Report, type Bz2Result } from './bz2-report.js';
import { jobReport, type JobResult } from './job-report.js';
import { mediaPeersReport, type MediaPeersResult } from './media-peers-report.js';
import { microReport, type MicroSuiteResult } from './micro-report.js';
import { OPTION_GROUPS, optionsBlocks, type OptionsResult } from './options-report.js';
import { plotSvg } from './plot.js';
import { panelsOf } from './plot-panels.js';
import { replaceBlock } from './readme-block.js';
import { newestResult, type MeasuredResult } from './result.js';
import { stagesReport, type StagesResult } from './stages-report.js';
import { sweepReport } from './sweep-report.js';
import { variantsReport, type VariantsResult } from './variants-report.js';

/** Below the package. */
const PLOT_PATH = 'docs/benchmarks.svg';

/** The newest result of each suite; null where none is kept. */
export interface NewestResults {
  readonly micro: MicroSuiteResult | null;
  readonly stages: StagesResult | null;
  readonly sweep: StagesResult | null;
  readonly bz2: Bz2Result | null;
  readonly job: JobResult | null;
  readonly order: VariantsResult | null;
  readonly lists: VariantsResult | null;
  readonly options: OptionsResult | null;
  readonly article: ArticleResult | null;
  readonly media: MediaPeersResult | null;
}

/** Reads them from the suites' folders below `dir`. */
export async function newestResults(dir: string): Promise<NewestResults> {
  return {
    micro: await newestResult<MicroSuiteResult>(join(dir, 'micro')),
    stages: await newestResult<StagesResult>(join(dir, 'stages')),
    sweep: await newestResult<StagesResult>(join(dir, 'sweep')),
    bz2: await newestResult<Bz2Result>(join(dir, 'bz2')),
    job: await newestResult<JobResult>(join(dir, 'job')),
    order: await newestResult<VariantsResult>(join(dir, 'order')),
    lists: await newestResult<VariantsResult>(join(dir, 'lists')),
    options: await newestResult<OptionsResult>(join(dir, 'options')),
    article: await newestResult<ArticleResult>(join(dir, 'article')),
    media: await newestResult<MediaPeersResult>(join(dir, 'media')),
  };
}

/** Each file's blocks, by the names of their markers. */
function blocksOf(results: NewestResults): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { micro, stages, sweep, bz2, job, order, lists, options, article, media } = results;
  return {
    'docs/benchmarks.md': {
      'bench:stages': shown('stages', stages, stagesReport),
      'bench:sweep': shown('sweep', sweep, sweepReport),
      'bench:micro': shown('micro', micro, microReport),
      'bench:order': shown('order', order, variantsReport),
      'bench:lists': shown('lists', lists, variantsReport),
      'bench:article': shown('article', article, articleReport),
      'bench:media': shown('media', media, mediaPeersReport),
    },
    'docs/tuning.md': optionBlocks(options),
    'README.md': {
      'bench:bz2': shown('bz2', bz2, bz2Report),
      'bench:job': shown('job', job, jobReport),
    },
  };
}

/** `bench:options` says on what it was measured; each group has a block of its own. */
function optionBlocks(result: OptionsResult | null): Readonly<Record<string, string>> {
  const blocks = result === null ? null : optionsBlocks(result);
  const none = shown('options', result, () => '');
  return Object.fromEntries([
    ['bench:options', blocks?.about ?? none],
    ...OPTION_GROUPS.map((group) => [`bench:options-${group}`, blocks?.[group] ?? none]),
  ]);
}

function shown<Result extends MeasuredResult>(
  suite: string,
  result: Result | null,
  report: (result: Result) => string,
): string {
  return result === null ? `No result is kept yet: \`npm run bench:${suite}\` makes one.` : report(result);
}

/**
 * The texts of all files that show results, by path below the package, as they are to be; `read` gives them as they are.
 * Throws `YfccError` (`bad-input`) when a file lacks a marker.
 */
export async function filesWithResults(
  results: NewestResults,
  read: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const [path, blocks] of Object.entries(blocksOf(results))) {
    let text = await read(path);
    for (const [name, block] of Object.entries(blocks)) text = named(path, () => replaceBlock(text, name, block));
    texts.set(path, text);
  }
  texts.set(PLOT_PATH, plotSvg(panelsOf(results)));
  return texts;
}

/** What `work` gives; what it throws names the file. */
function named(path: string, work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof YfccError)) throw error;
    throw new YfccError(error.code, `${path}: ${error.message}`, { file: path, cause: error });
  }
}
