/** What keeps a job from going faster, in a word and in a sentence with the figures that say so. */
import type { Format } from '../core/protocol.js';
import type { Stage } from '../core/stage-clock.js';
import type { TrialHost } from './trial-host.js';

export type Bottleneck = 'decode' | 'parse' | 'write' | 'network' | 'main thread' | 'disk' | 'threads' | 'reading';

/** What a job was seen to do for a while; rates are per second. */
export interface Evidence {
  readonly seconds: number;
  readonly threads: number;
  readonly cores: number;
  readonly format: Format;
  readonly gzip: boolean;
  readonly hasMedia: boolean;
  readonly mainBusy: number;
  /** How many workers were busy, on average. */
  readonly workersBusy: number;
  readonly cpuSeconds: number;
  readonly stages: Readonly<Record<Stage, number>>;
  /** Requests at a time at most, and the hosts. */
  readonly connections: number;
  readonly hosts: readonly TrialHost[];
  /** How many times as fast the same job was that wrote nothing; null where that was not tried. */
  readonly withoutOutput: number | null;
}

export interface Verdict {
  readonly bottleneck: Bottleneck;
  /** One or two sentences; the last says what may be done. */
  readonly sentence: string;
}

/** From this share on a thread counts as busy all the time. */
const FULL = 0.85;
/** A job whose output costs it less than this is not held back by it. */
const OUTPUT_COSTS = 1.3;
/** Less CPU than this share of what the threads could have had: they stood still in the system. */
const STOOD_STILL = 0.75;

/** Judges by what is full, from the outside in: the network, the main thread, the output, the threads; then by stages. */
export function judge(evidence: Evidence): Verdict {
  const { threads, cores, mainBusy, workersBusy, hasMedia, withoutOutput, seconds, cpuSeconds, stages } = evidence;
  const busy = workersBusy / threads;
  const cpu = cpuSeconds / seconds / Math.min(threads, cores);
  if (mainBusy >= FULL && busy < FULL) {
    return {
      bottleneck: 'main thread',
      sentence: `The main thread is the bottleneck: it is busy ${percent(mainBusy)} of the time, the workers ${percent(busy)}. A larger --decode-bytes and --shard-rows give it less to do.`,
    };
  }
  if (hasMedia && busy < FULL) return judgeNetwork(evidence, busy);
  // Output that takes CPU is one of three things that do; it must be the dearest of them.
  const isOutput = cpu < STOOD_STILL || stages.write > Math.max(stages.decode, stages.encode);
  if (withoutOutput !== null && withoutOutput >= OUTPUT_COSTS && isOutput)
    return judgeOutput(evidence, withoutOutput, cpu);
  if (busy >= FULL && threads < cores) {
    return {
      bottleneck: 'threads',
      sentence: `The number of threads is the bottleneck: ${are(threads, 'thread')} busy ${percent(busy)} of the time, and ${are(cores - threads, 'core')} left idle. More --threads would help; most of their time goes into ${stagesText(evidence)}.`,
    };
  }
  if (busy >= FULL || cpu >= FULL) return judgeStages(evidence, Math.max(busy, cpu));
  return {
    bottleneck: 'reading',
    sentence: `Reading is the bottleneck: the workers are busy only ${percent(busy)} of the time and the main thread ${percent(mainBusy)}, they wait for the input, which one thread cuts up. A faster disk or connection to the files would help; bz2 files are cut up by all threads.`,
  };
}

function judgeNetwork({ hosts, connections, mainBusy }: Evidence, busy: number): Verdict {
  const idle = `the workers are busy only ${percent(busy)} of the time, the main thread ${percent(mainBusy)}`;
  const network = (why: string): Verdict => ({
    bottleneck: 'network',
    sentence: `The network is the bottleneck: ${idle}. ${why}`,
  });
  const dead = hosts.find(({ isDead }) => isDead);
  if (dead !== undefined && hosts.every(({ isDead }) => isDead)) return network(`${dead.host} does not answer.`);
  const slowed = hosts.find(({ rate, heldSeconds }) => rate !== null || heldSeconds > 0);
  if (slowed !== undefined) {
    const limit = slowed.rate === null ? 'asks for patience' : `gets ${rateText(slowed.rate)} requests a second`;
    return network(`${slowed.host} ${limit}; where its owner allows more, --rate ${slowed.host}=N does.`);
  }
  const inUse = hosts.reduce((sum, host) => sum + host.connections, 0);
  if (inUse >= 0.8 * connections)
    return network(`Nearly all of the ${connections} connections are in use; more --connections would help.`);
  return network('The servers answer slowly, and get no more connections than they bear.');
}

function judgeOutput(evidence: Evidence, without: number, cpu: number): Verdict {
  const faster = `the same job is ${without.toFixed(1)} times as fast when it writes nothing`;
  const { format, gzip } = evidence;
  if (cpu < STOOD_STILL) {
    return {
      bottleneck: 'disk',
      sentence: `The disk is the bottleneck: ${faster}, and the threads have ${percent(cpu)} of the CPU that they could have, since they wait for it. A faster disk for --out would help, or less to write${format === 'jsonl' && !gzip ? ' (--gzip)' : format === 'files' ? ' (--format jsonl makes one file a shard)' : ''}.`,
    };
  }
  const made = gzip ? 'gzip' : format;
  return {
    bottleneck: 'write',
    sentence: `Writing is the bottleneck: ${faster}, and what it takes is CPU, to make ${made} output. ${format === 'jsonl' && !gzip ? 'More cores would help.' : 'More cores would help, or --format jsonl, which is the cheapest to make.'}`,
  };
}

const NAMES = { decode: 'decode', encode: 'parse', write: 'write' } as const;

function judgeStages(evidence: Evidence, busy: number): Verdict {
  const { stages, format } = evidence;
  const names = ['decode', 'encode', 'write'] as const;
  const top = names.toSorted((a, b) => stages[b] - stages[a])[0] ?? 'encode';
  const help = {
    decode: 'Decoding bz2 is the bottleneck',
    encode: 'Parsing is the bottleneck (rows to JSON, the join and the filter with it)',
    write: `Writing is the bottleneck (making ${format} output)`,
  }[top];
  return {
    bottleneck: NAMES[top],
    sentence: `${help}: of the threads' time ${stagesText(evidence)}, and they are busy ${percent(busy)} of the time. More cores would help.`,
  };
}

/** `decode 58%, parse 34%, write 8%` */
function stagesText({ stages }: Evidence): string {
  const all = stages.decode + stages.encode + stages.write;
  const parts = (['decode', 'encode', 'write'] as const)
    .filter((stage) => stages[stage] > 0)
    .toSorted((a, b) => stages[b] - stages[a])
    .map((stage) => `${NAMES[stage]} ${percent(stages[stage] / all)}`);
  return parts.length === 0 ? 'nothing that was seen' : parts.join(', ');
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;
const are = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? ' is' : 's are'}`;
const rateText = (rate: number): string => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)));
