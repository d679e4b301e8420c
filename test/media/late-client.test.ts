import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerHandler, Client } from '../../src/media/exchange.js';
import { createLateClient } from '../../src/media/late-client.js';

const URL_ASKED = new URL('https://host/1.jpg');
const HANDLER: AnswerHandler = { onHead: () => true, onData: () => true };

interface Loads {
  readonly client: Client;
  /** What was done with what is loaded, in order. */
  readonly done: readonly string[];
  /** Ends the loading. */
  readonly load: () => void;
}

function lateClient(): Loads {
  const done: string[] = [];
  const inner: Client = {
    get(url) {
      done.push(url.href);
      return { done: Promise.resolve(), abort: (reason) => done.push(`abort: ${String(reason)}`) };
    },
    async close() {
      done.push('close');
    },
  };
  let load = (): void => {};
  const loaded = new Promise<Client>((resolve) => {
    load = (): void => resolve(inner);
  });
  const client = createLateClient(() => {
    done.push('load');
    return loaded;
  });
  return { client, done, load: () => load() };
}

test('loads nothing before it is asked, and once for all that is', async () => {
  const { client, done, load } = lateClient();
  assert.deepEqual(done, []);
  const asked = [client.get(URL_ASKED, HANDLER), client.get(URL_ASKED, HANDLER)];
  load();
  await Promise.all(asked.map((exchange) => exchange.done));
  await client.close();
  assert.deepEqual(done, ['load', URL_ASKED.href, URL_ASKED.href, 'close']);
});

test('asks nothing for what was aborted while it loaded', async () => {
  const { client, done, load } = lateClient();
  const exchange = client.get(URL_ASKED, HANDLER);
  exchange.abort('enough');
  load();
  await assert.rejects(exchange.done, (reason) => reason === 'enough');
  assert.deepEqual(done, ['load']);
});

test('hands an abort on to what is under way', async () => {
  const { client, done, load } = lateClient();
  const exchange = client.get(URL_ASKED, HANDLER);
  load();
  await exchange.done;
  exchange.abort('late');
  assert.deepEqual(done, ['load', URL_ASKED.href, 'abort: late']);
});

test('closes nothing that was never loaded', async () => {
  const { client, done } = lateClient();
  await client.close();
  assert.deepEqual(done, []);
});
