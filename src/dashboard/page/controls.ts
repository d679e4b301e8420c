/** What a person does to the job: sent, and said how it went. */
import type { Command, CommandReply, StateMessage } from '../message.js';
import { byId, followingField, setText, show } from './dom.js';
import { withToken } from './token.js';

const SAID_MS = 12_000;

/** Sends a command, and says below the page what came of it. */
export type Send = (command: Command) => Promise<void>;

const said = byId('said', HTMLParagraphElement);
const pause = byId('pause', HTMLButtonElement);
const threads = byId('threads', HTMLInputElement);
const form = byId('threads-form', HTMLFormElement);

let fade: ReturnType<typeof setTimeout> | undefined;

/** Shown, and read to who can't see it, as the words are. */
function say(isDone: boolean, text: string): void {
  clearTimeout(fade);
  said.dataset['kind'] = isDone ? 'done' : 'failed';
  said.textContent = `${isDone ? 'Done' : 'Not done'}: ${text}`;
  fade = setTimeout(() => {
    said.textContent = '';
  }, SAID_MS);
}

export function sender(token: string | null): Send {
  return async (command) => {
    try {
      const headers = { 'content-type': 'application/json', ...withToken(token) };
      const answer = await fetch('/command', { method: 'POST', headers, body: JSON.stringify(command) });
      const text = await answer.text();
      if (answer.headers.get('content-type') !== 'application/json') return say(false, text.trim());
      // A parse border: our own server wrote it.
      const reply = JSON.parse(text) as CommandReply;
      say(reply.isDone, reply.text);
    } catch {
      say(false, 'The server does not answer.');
    }
  };
}

/** Lets the controls of the whole job act. Gives what shows in them how the job is. */
export function steering(send: Send, isAllowed: boolean): (state: StateMessage) => void {
  let isPaused = false;
  const field = followingField(threads);
  pause.addEventListener('click', () => void send({ command: isPaused ? 'go on' : 'pause' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send({ command: 'threads', threads: threads.valueAsNumber });
    field.sent();
  });
  return ({ phase, mostThreads, figures, ending }) => {
    show(byId('steer', HTMLDivElement), isAllowed && figures !== null && ending === null);
    // The controls in the table of hosts, too, are of no use any more.
    document.body.dataset['over'] = ending === null ? 'no' : 'yes';
    isPaused = phase === 'paused';
    setText(pause, isPaused ? 'Resume' : 'Pause');
    threads.max = String(mostThreads);
    setText(byId('most', HTMLSpanElement), `of at most ${mostThreads}`);
    if (figures !== null) field.show(String(figures.threads));
  };
}
