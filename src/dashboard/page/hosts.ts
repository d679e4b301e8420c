/** The table of hosts: how fast they are asked, and how fast they may be. */
import { countOutcomes } from '../../core/outcome.js';
import type { Host, Rate } from '../message.js';
import type { Send } from './controls.js';
import { byId, element, followingField, keyedList, numberCell, rowHeader, setText, show, type Item } from './dom.js';
import { count, duration, figure, sizeText } from './numbers.js';
import { came, failed } from './outcomes.js';

/** Seconds that a host's rate is taken over. */
const OVER_SECONDS = 10;

/** Of the cells behind the name, as the table's head has them. */
const HEADINGS = Array.from(document.querySelectorAll('#hosts-panel thead th'), (cell) => cell.textContent ?? '').slice(
  1,
);

/** Gives what shows the hosts at a moment of the run; the controls are there where the page may steer. */
export function hostsTable(send: Send | null): (hosts: readonly Host[], elapsedSeconds: number) => void {
  const rates = new Map<string, [seconds: number, files: number][]>();
  const update = keyedList<Host & { readonly filesPerSecond: number }>(byId('hosts', HTMLTableSectionElement), (host) =>
    hostRow(host, send),
  );
  return (hosts, elapsedSeconds) => {
    show(byId('hosts-panel', HTMLElement), hosts.length > 0);
    update(
      hosts.map((host) => {
        const files = countOutcomes(host.outcomes);
        let seen = rates.get(host.host) ?? [];
        // Another run has begun.
        if ((seen.at(-1)?.[0] ?? 0) > elapsedSeconds) seen = [];
        rates.set(host.host, seen);
        seen.push([elapsedSeconds, files]);
        while ((seen[0]?.[0] ?? Infinity) < elapsedSeconds - OVER_SECONDS) seen.shift();
        const [since = 0, before = 0] = seen[0] ?? [];
        const filesPerSecond = elapsedSeconds > since ? (files - before) / (elapsedSeconds - since) : 0;
        return [host.host, { ...host, filesPerSecond }] as const;
      }),
    );
  };
}

function hostRow(name: string, send: Send | null): Item<Host & { readonly filesPerSecond: number }> {
  const [state, last] = [element('td'), element('td', 'words')];
  const [speed, allowed, connections, there, gone, missing, bytes, time] = [
    numberCell(),
    numberCell(),
    numberCell(),
    numberCell(),
    numberCell(),
    numberCell(),
    numberCell(),
    numberCell(),
  ];
  const header = rowHeader(name);
  header.className = 'name';
  header.role = 'rowheader';
  const steer = send === null ? null : rateForm(name, send);
  const control = element('td', '', steer?.form ?? 'read only');
  const cells = [state, speed, allowed, control, connections, there, gone, missing, bytes, time, last];
  for (const [k, cell] of cells.entries()) {
    // A narrow page shows a row as a card: each cell with its own heading, and still a cell for who listens.
    cell.role = 'cell';
    cell.dataset['label'] = HEADINGS[k] ?? '';
  }
  const row = element('tr', '', header, ...cells);
  row.role = 'row';
  return {
    node: row,
    update(host) {
      const { outcomes } = host;
      setText(state, stateOf(host));
      state.dataset['state'] = host.isDead ? 'bad' : host.heldSeconds > 0 ? 'warn' : 'good';
      setText(speed, figure(host.filesPerSecond));
      setText(allowed, rateText(host.rate));
      setText(connections, `${host.connections} of ${host.maxConnections}`);
      setText(there, count(came(outcomes)));
      setText(gone, count(outcomes['gone'] ?? 0));
      setText(missing, count(failed(outcomes)));
      missing.dataset['state'] = failed(outcomes) > 0 ? 'warn' : '';
      setText(bytes, sizeText(host.bytes));
      const files = countOutcomes(outcomes);
      setText(time, files === 0 ? '' : meanTime(host.milliseconds / files));
      setText(last, host.lastFailure ?? '');
      steer?.update(host.rateSet);
    },
  };
}

/** `12 ms`, `3.2 s` */
function meanTime(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

interface RateForm {
  readonly form: HTMLFormElement;
  update(rateSet: Rate | null): void;
}

function rateForm(host: string, send: Send): RateForm {
  const input = element('input');
  input.type = 'number';
  input.min = '0';
  input.step = 'any';
  input.required = true;
  input.ariaLabel = `Requests a second to ${host}; 0: no limit`;
  const set = element('button', '', 'Set');
  set.type = 'submit';
  set.ariaLabel = `Set the rate of ${host}`;
  const clear = element('button', '', 'Clear');
  clear.type = 'button';
  clear.ariaLabel = `Clear the rate set for ${host}`;
  const form = element('form', 'field', input, set, clear);
  const field = followingField(input);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const rate = input.valueAsNumber;
    void send({ command: 'rate', host, perSecond: rate === 0 ? 'no limit' : rate });
    field.sent();
  });
  clear.addEventListener('click', () => {
    input.value = '';
    void send({ command: 'rate', host, perSecond: null });
    field.sent();
  });
  return {
    form,
    update(rateSet) {
      field.show(rateSet === null ? '' : rateSet === 'no limit' ? '0' : String(rateSet));
    },
  };
}

function stateOf({ isDead, heldSeconds, rateSet }: Host): string {
  if (isDead) return 'Does not answer';
  if (heldSeconds > 0) return `Asked to wait ${duration(Math.ceil(heldSeconds))}`;
  return rateSet === null ? 'Answers' : 'Answers, rate set';
}

function rateText(rate: Rate): string {
  return rate === 'no limit' ? 'any' : figure(rate);
}
