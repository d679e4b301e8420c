/** Commands from the page: JSON in, done to the job, and a sentence back. */
import { messageOf } from '../core/errors.js';
import type { JobControl } from '../jobs/job-view.js';
import type { Command, CommandReply } from './message.js';

/** Does it; never throws. `control` is null while there is no job to do it to. */
export function obey(text: string, control: JobControl | null): CommandReply {
  const command = parseCommand(text);
  if (typeof command === 'string') return { isDone: false, text: command };
  if (control === null) return { isDone: false, text: 'The job has not begun, or has ended.' };
  try {
    return doTo(control, command);
  } catch (error) {
    return { isDone: false, text: messageOf(error) };
  }
}

function doTo(control: JobControl, command: Command): CommandReply {
  switch (command.command) {
    case 'pause': {
      control.pause();
      return { isDone: true, text: 'Paused.' };
    }
    case 'go on': {
      control.goOn();
      return { isDone: true, text: 'Going on.' };
    }
    case 'threads': {
      control.setThreads(command.threads);
      return { isDone: true, text: `Threads set to ${command.threads}.` };
    }
    case 'rate': {
      const { host, perSecond } = command;
      if (!control.setRate(host, perSecond === 'no limit' ? Infinity : perSecond))
        return { isDone: false, text: `The job has not asked a host ${host}.` };
      if (perSecond === null) return { isDone: true, text: `Rate of ${host} as the options say.` };
      const rate = perSecond === 'no limit' ? 'without a limit' : `set to ${perSecond} requests a second`;
      return { isDone: true, text: `Rate of ${host} ${rate}.` };
    }
  }
}

/** A command, or a sentence about what is wrong with the text. */
export function parseCommand(text: string): Command | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'Expected a command as JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'Expected a command as a JSON object.';
  const command: unknown = Reflect.get(value, 'command');
  if (command === 'pause' || command === 'go on') return { command };
  if (command === 'threads') {
    const threads: unknown = Reflect.get(value, 'threads');
    return typeof threads === 'number' ? { command, threads } : 'Expected `threads` to be a number.';
  }
  if (command === 'rate') {
    const host: unknown = Reflect.get(value, 'host');
    const perSecond: unknown = Reflect.get(value, 'perSecond');
    if (typeof host !== 'string') return 'Expected `host` to be a text.';
    return perSecond === null || perSecond === 'no limit' || typeof perSecond === 'number'
      ? { command, host, perSecond }
      : 'Expected `perSecond` to be a number, `no limit` or null.';
  }
  return 'Expected `command` to be one of pause, go on, threads, rate.';
}
