/** Runs a trial in a process of its own. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { YfccError, type ErrorCode } from '../core/errors.js';
import type { TrialAnswer, TrialResult, TrialTask } from './trial-message.js';

const PROCESS = fileURLToPath(new URL('./trial-process.js', import.meta.url));

/** As much of what it writes to standard error is kept for an error. */
const STDERR_CHARACTERS = 2000;

/**
 * What the job of `task` did. Rejects with an `YfccError` where the job can't be run, with code `worker-died` where its
 * process ends by itself, and with the signal's reason when it aborts, which ends the process.
 */
export async function runTrial(task: TrialTask, signal: AbortSignal): Promise<TrialResult> {
  signal.throwIfAborted();
  // Options may be Infinity, which JSON has not.
  const child = fork(PROCESS, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_CHARACTERS);
  });
  try {
    const answer = await new Promise<TrialAnswer | null>((resolve, reject) => {
      let came: TrialAnswer | null = null;
      // The only sender is the process of the trial.
      child.once('message', (message) => (came = message as TrialAnswer));
      child.once('error', reject);
      // When it is gone, so that nothing of it runs beside the next one.
      child.once('close', () => resolve(came));
      child.send(task);
    });
    signal.throwIfAborted();
    if (answer === null) throw new YfccError('worker-died', `The process of a trial ended by itself. ${said.trim()}`);
    if (answer.status === 'done') return answer.result;
    // A bug is no error of ours; all other codes are.
    if (answer.code === 'bug') throw new Error(answer.message);
    throw new YfccError(answer.code as ErrorCode, answer.message);
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}
