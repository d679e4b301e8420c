/** `yfcc status` */
import type { CommandModule } from 'yargs';
import type { Status } from '../jobs/status.js';
import type { CliContext } from './context.js';
import { bytes, count, counts, duration, plural } from '../core/format.js';

interface Flags {
  readonly out: string;
  readonly json: boolean;
}

export function statusCommand({ stdout }: CliContext): CommandModule<object, Flags> {
  return {
    command: 'status <out>',
    describe: 'What a running or finished job has done',
    builder: (yargs) =>
      yargs
        .positional('out', { type: 'string', demandOption: true, describe: "The job's output folder" })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object' })
        .example('$0 status out', 'for people')
        .example('$0 status out --json | jq .outcomes', 'for programs'),
    handler: async ({ out, json }) => {
      const { status } = await import('../jobs/status.js');
      const found = await status(out);
      stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${statusLines(found).join('\n')}\n`);
    },
  };
}

/** Lines without ends; what did not occur is not mentioned. */
export function statusLines(found: Status): string[] {
  const { shards, pid } = found;
  const state = found.finished ? 'finished' : pid === null ? 'not finished, not running' : `running (process ${pid})`;
  const of = shards.total === null ? '' : ` of ${found.finished ? '' : 'about '}${count(shards.total)}`;
  const left =
    found.finished || found.remainingSeconds === null ? '' : `, about ${duration(found.remainingSeconds)} left`;
  const rest = [
    ['shards', `${count(shards.done)}${of}`],
    ['rows', `${count(found.rows)}, ${plural(found.records, 'record')}`],
    ['files', `${count(found.files)}, ${bytes(found.bytes)}`],
    ['media', counts(found.outcomes)],
    ['rejects', counts(found.rejectsBySource)],
    ['gaps', counts(found.gaps)],
    ['lost', counts(found.lost)],
    ['unread', found.unread.join(', ')],
    ['bad items', counts(found.badItems)],
    ['wrong hashes', found.wrongHashes === 0 ? '' : count(found.wrongHashes)],
    ['short ids', found.shortIds === 0 ? '' : count(found.shortIds)],
    ['time', `${duration(found.seconds)}, ${count(found.rowsPerSecond)} rows/s${left}`],
  ] as const;
  const lines = rest.filter(([, value]) => value !== '').map(([name, value]) => `  ${`${name}:`.padEnd(14)} ${value}`);
  return [`${found.out}: ${state}`, ...lines];
}
