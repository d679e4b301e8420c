/** Checks the files of one finished shard: there, whole, and with the bytes that they were written with. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../src/core/errors.js';
import type { VerifyReply, VerifyTask } from '../src/core/protocol.js';
import { tarProblems } from '../src/sinks/tar-check.js';

/** Problems named for each shard; the rest is counted. */
const MAX_PROBLEMS = 20;

/** A line of `sha256sum`'s form: 64 hex digits, two spaces, a path. */
const CHECKSUM_LINE = /^([0-9a-f]{64}) {2}(.+)$/;

export default async function verify({ outDir, outputs }: VerifyTask): Promise<VerifyReply> {
  const problems: string[] = [];
  let problemCount = 0;
  let files = 0;
  let bytes = 0;
  const note = (problem: string): void => {
    problemCount++;
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  const check = async (path: string, sha256: string | null, expectedBytes: number | null): Promise<boolean> => {
    const found = await (sha256 === null ? size : digest)(join(outDir, path));
    files++;
    bytes += found.bytes;
    const problem = problemOf(found, sha256, expectedBytes);
    if (problem !== null) note(`${path}: ${problem}`);
    return problem === null;
  };
  const checkTar = async (index: string): Promise<void> => {
    const tar = index.replace(/\.index\.jsonl$/, '.tar');
    try {
      const text = await readFile(join(outDir, index), 'utf8');
      for (const problem of tarProblems(join(outDir, tar), text)) note(`${tar}: ${problem}`);
    } catch (error) {
      // What can't be read has been noted when it was looked for.
      if (!isMissing(error)) note(`${tar}: could not be read: ${String(error)}`);
    }
  };
  for (const output of outputs) {
    const isWhole = await check(output.path, output.sha256, output.bytes);
    if (isWhole && output.path.endsWith('.index.jsonl')) await checkTar(output.path);
    if (!isWhole || !output.path.startsWith('checksums/')) continue;
    for (const line of (await readFile(join(outDir, output.path), 'utf8')).split('\n')) {
      const [, sha256, path] = CHECKSUM_LINE.exec(line) ?? [];
      if (sha256 !== undefined && path !== undefined) await check(path, sha256, null);
    }
  }
  return { files, bytes, problems, problemCount };
}

type Found = { readonly bytes: number; readonly sha256: string | null; readonly failure: string | null };

async function digest(file: string): Promise<Found> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return { bytes, sha256: hash.digest('hex'), failure: null };
  } catch (error) {
    return unreadable(error, bytes);
  }
}

/** Of what is checked in another way. */
async function size(file: string): Promise<Found> {
  try {
    return { bytes: (await stat(file)).size, sha256: null, failure: null };
  } catch (error) {
    return unreadable(error, 0);
  }
}

function unreadable(error: unknown, bytes: number): Found {
  const failure = isMissing(error) ? 'expected a file, got none' : `could not be read: ${String(error)}`;
  return { bytes, sha256: null, failure };
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function problemOf(found: Found, sha256: string | null, expectedBytes: number | null): string | null {
  if (found.failure !== null) return found.failure;
  if (expectedBytes !== null && found.bytes !== expectedBytes)
    return `expected ${expectedBytes} bytes, got ${found.bytes}`;
  return sha256 === null || found.sha256 === sha256 ? null : `expected SHA-256 ${sha256}, got ${String(found.sha256)}`;
}
