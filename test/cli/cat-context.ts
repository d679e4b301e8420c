/** What `cat` writes and reads, without a process. */
import { EventEmitter } from 'node:events';
import type { CliContext } from '../../src/cli/context.js';
import { feed } from '../engine/feed.js';
import { FakeTerminal } from './fake-terminal.js';

export interface CatContext {
  readonly context: CliContext;
  readonly stdout: FakeTerminal;
  readonly stderr: FakeTerminal;
  /** The decoded bytes written so far. */
  readonly out: () => Buffer;
}

/** `input` is its standard input. */
export function catContext(input: Uint8Array = new Uint8Array(0)): CatContext {
  const stdout = new FakeTerminal();
  const stderr = new FakeTerminal();
  const parts: Buffer[] = [];
  const context: CliContext = {
    stdout,
    stderr,
    signals: new EventEmitter(),
    stdin: () => feed([input]),
    writeOut: (bytes) => {
      for (const part of bytes) parts.push(Buffer.from(Uint8Array.from(part)));
      return Promise.resolve(true);
    },
    exitCode: 0,
  };
  return { context, stdout, stderr, out: () => Buffer.concat(parts) };
}
