import assert from 'node:assert/strict';
import test from 'node:test';
import { openShown } from '../../src/cli/open-dashboard.js';
import { viewOf } from '../jobs/view-of.js';
import { FakeTerminal } from './fake-terminal.js';

for (const [host, isJson, said] of [
  ['127.0.0.1', false, /^yfcc: dashboard at http:\/\/127\.0\.0\.1:\d+\/#token=\S+\n$/],
  ['0.0.0.0', false, /^yfcc: dashboard at \S+\nyfcc: other machines can reach it, .* not encrypted\n$/],
  ['127.0.0.1', true, /^\{"time":"\S+","event":"dashboard","url":"http:\S+#token=\S+","isLoopback":true\}\n$/],
] as const) {
  test(`says where it is, on ${host}${isJson ? ', as JSON' : ''}`, async () => {
    const stderr = new FakeTerminal();
    const dashboard = await openShown({ port: 0, host }, { isJson, stderr, note() {} });
    await dashboard.close();
    assert.match(stderr.text, said);
  });
}

test('passes on what a person has done on the page', async () => {
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const dashboard = await openShown(
    { port: 0, host: '127.0.0.1' },
    { isJson: false, stderr: new FakeTerminal(), note },
  );
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
