/**
 * What fetching costs Node at the very least: `node bare-fetch.js LIST DIR [placed]` reads URLs of one host, a line each, and
 * two threads of eight sockets each write what comes below DIR. Nothing is checked, retried or noted: a floor for whatever
 * fetches with Node's sockets, and no tool to use. With `placed` each file is hashed, written under another name, and moved to
 * one of some thousand folders, as is asked of a file that can be trusted.
 */
import { hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { isMainThread, threadId, Worker, workerData } from 'node:worker_threads';

const THREADS = 2;
const SOCKETS = 8;
const READ_BYTES = 256 * 1024;
const BODY_BYTES = 1024 * 1024;
const HEAD_END = '\r\n\r\n';

interface Work {
  readonly urls: readonly string[];
  readonly dir: string;
  readonly isPlaced: boolean;
}

if (isMainThread) startThreads();
else fetchAll(workerData as Work);

function startThreads(): void {
  const [list = '', dir = '', how] = argv.slice(2);
  mkdirSync(dir, { recursive: true });
  const urls = readFileSync(list, 'utf8').trim().split('\n');
  Array.from({ length: THREADS }, (_, thread) => {
    const work: Work = { dir, isPlaced: how === 'placed', urls: urls.filter((_, k) => k % THREADS === thread) };
    return new Worker(fileURLToPath(import.meta.url), { workerData: work });
  });
}

function fetchAll({ urls, dir, isPlaced }: Work): void {
  const read = Buffer.allocUnsafeSlow(READ_BYTES);
  const { hostname, port } = new URL(urls[0] ?? '');
  const ownPath = join(dir, `${threadId}.tmp`);
  let next = 0;
  for (let socket = 0; socket < SOCKETS; socket++) openSocket();

  function openSocket(): void {
    const body = Buffer.allocUnsafeSlow(BODY_BYTES);
    let path = '';
    let filled = 0;
    let left = 0;
    const onread = { buffer: read, callback: take };
    const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
    ask();

    function ask(): void {
      const url = urls[next++];
      if (url === undefined) {
        socket.destroy();
        return;
      }
      path = new URL(url).pathname;
      filled = 0;
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`, 'latin1');
    }

    function take(bytes: number): boolean {
      let from = 0;
      if (left === 0) {
        from = read.indexOf(HEAD_END) + HEAD_END.length;
        left = Number(/content-length: ([0-9]+)/i.exec(read.toString('latin1', 0, from))?.[1]);
      }
      body.set(read.subarray(from, bytes), filled);
      filled += bytes - from;
      left -= bytes - from;
      if (left > 0) return true;
      if (isPlaced) place(body.subarray(0, filled), path);
      else write(join(dir, path), body.subarray(0, filled));
      ask();
      return true;
    }
  }

  function place(body: Buffer, path: string): void {
    const folder = join(dir, hash('sha256', body, 'hex').slice(0, 1) + path.slice(-7, -4));
    write(ownPath, body);
    mkdirSync(folder, { recursive: true });
    renameSync(ownPath, folder + path);
  }
}

function write(path: string, body: Buffer): void {
  const fd = openSync(path, 'w');
  writeSync(fd, body);
  closeSync(fd);
}
