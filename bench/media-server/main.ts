/** Runs the media server until SIGINT: prints its origin, and at the end its counts as one line of JSON. */

import process from 'node:process';
import { parseArgs } from 'node:util';
import { EXIT_CODES, YfccError } from '../../src/core/errors.js';
import { isUsageError } from '../arguments.js';
import { isFault } from './fault.js';
import { startMediaServer, type Fault, type MediaServer, type MediaServerOptions } from './server.js';

const USAGE = `node dist/bench/media-server/main.js [options]
  --port N                0 takes any that is free (default 8080)
  --fault-rate R          share of the paths that have a fault, 0 to 1 (default 0)
  --faults A,B            which faults (default all but drip, slow-head and redirect-private)
  --transient-attempts N  passing faults pass after N attempts (default never)
  --bucket-rate N         requests a second that are answered, the rest is throttled (default 0: all are)
  --bucket-burst N        requests that may come at once after a pause (default 50)
  --retry-after N         seconds that a throttled answer asks to wait (default 1)
  --delay-ms N            latency of every answer (default 0)
  --bodies N              how many different pictures (default 16)
  --small-bodies          pictures of about 4 KB
  --log FILE              a line of JSON for each answer
  --seed N                changes the pictures and which paths fail (default 1)
  --help`;

/** Throws `YfccError` (`usage`) or an error of `parseArgs`. */
function readOptions(args: readonly string[]): MediaServerOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8080' },
      'fault-rate': { type: 'string', default: '0' },
      faults: { type: 'string' },
      'transient-attempts': { type: 'string', default: 'Infinity' },
      'bucket-rate': { type: 'string', default: '0' },
      'bucket-burst': { type: 'string', default: '50' },
      'retry-after': { type: 'string', default: '1' },
      'delay-ms': { type: 'string', default: '0' },
      bodies: { type: 'string', default: '16' },
      'small-bodies': { type: 'boolean', default: false },
      log: { type: 'string' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    port: Number(values.port),
    faultRate: Number(values['fault-rate']),
    transientAttempts: Number(values['transient-attempts']),
    retryAfterSeconds: Number(values['retry-after']),
    delayMs: Number(values['delay-ms']),
    bodies: Number(values.bodies),
    smallBodies: values['small-bodies'],
    logFile: values.log ?? null,
    bucketRate: Number(values['bucket-rate']),
    bucketBurst: Number(values['bucket-burst']),
    seed: Number(values.seed),
    ...(values.faults === undefined ? {} : { faults: values.faults.split(',').map(faultNamed) }),
  };
}

function faultNamed(name: string): Fault {
  if (isFault(name)) return name;
  throw new YfccError('usage', `Expected \`--faults\` to name faults, got \`${name}\`.`);
}

function stopOnSignal(server: MediaServer): void {
  const stop = async (): Promise<void> => {
    await server.close();
    console.log(JSON.stringify(server.counts));
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
  } else {
    const server = await startMediaServer(options);
    stopOnSignal(server);
    console.log(server.origin);
  }
} catch (error) {
  if (!isUsageError(error)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_CODES.usage;
}
