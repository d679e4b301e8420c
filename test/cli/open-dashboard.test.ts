import assert from 'node:assert/strict';
import test from 'node:test';
import { openShown, type Telling } from '../../src/cli/open-dashboard.js';
import type { Dashboard } from '../../src/dashboard/dashboard.js';
import { viewOf } from '../jobs/view-of.js';
import { FakeTerminal } from './fake-terminal.js';

/** On any port. */
const shown = (host: string, telling: Omit<Telling, 'warn'>, warnings: string[] = []): Promise<Dashboard> =>
  openShown({ port: 0, host }, { ...telling, warn: (text) => void warnings.push(text) });

for (const [host, isJson, said, warning] of [
  ['127.0.0.1', false, /^yfcc: dashboard at http:\/\/127\.0\.0\.1:\d+\/#token=\S+\n$/, /^$/],
  ['0.0.0.0', false, /^yfcc: dashboard at \S+\n$/, /^Other machines can reach .* not encrypted\.$/],
  ['127.0.0.1', true, /^\{"time":"\S+","event":"listening","what":"dashboard","url":"http:\S+#token=\S+"\}\n$/, /^$/],
] as const) {
  test(`says where it is, on ${host}${isJson ? ', as JSON' : ''}`, async () => {
    const stderr = new FakeTerminal();
    const warnings: string[] = [];
    const dashboard = await shown(host, { isJson, stderr, note() {} }, warnings);
    await dashboard.close();
    assert.match(stderr.text, said);
    assert.match(warnings.join('\n'), warning);
  });
}

test('passes on what a person has done on the page', async () => {
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const dashboard = await shown('127.0.0.1', { isJson: false, stderr: new FakeTerminal(), note });
  try {
    dashboard.reporter.start({ out: '/out', threads: 1, resumedShards: 0 }, viewOf());
    const { hash } = new URL(dashboard.url);
    const answer = await fetch(new URL('/command', dashboard.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${hash.replace('#token=', '')}` },
      body: '{"command":"pause"}',
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(notes, ['dashboard: Paused.']);
  } finally {
    await dashboard.close();
  }
});
