/** A client that is loaded with its first request: for what most jobs never need, and takes long to load. */
import type { Client, Exchange } from './exchange.js';

export function createLateClient(load: () => Promise<Client>): Client {
  let loading: Promise<Client> | null = null;

  return {
    get(url, handler) {
      let running: Exchange | null = null;
      let stopped: { readonly reason: unknown } | null = null as { readonly reason: unknown } | null;
      const ask = async (): Promise<void> => {
        loading ??= load();
        const client = await loading;
        if (stopped !== null) throw stopped.reason;
        running = client.get(url, handler);
        await running.done;
      };
      return {
        done: ask(),
        abort(reason) {
          stopped ??= { reason };
          running?.abort(reason);
        },
      };
    },
    async close() {
      await (await loading)?.close();
    },
  };
}
