/** An nginx on loopback that serves pictures as fast as it can: what clients are measured against. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawJpeg } from './media-server/picture.js';

/** Names that the last two digits of an id have, and pictures behind them. */
const NAMES = 100;
const PICTURES = 64;

/** About 100 KB, as the dataset's have. */
const LEAST_BYTES = 80_000;
const MOST_BYTES = 120_000;

const START_TRIES = 100;
const TRY_PAUSE_MS = 50;

export interface PictureServer {
  /** `http://127.0.0.1:PORT`; every `/DIGITS.jpg` there is a picture. */
  readonly origin: string;
  /** Of the picture that an id has. */
  readonly bytesOf: (photoId: string) => number;
  /** Stops it, and removes what it needed. */
  readonly close: () => Promise<void>;
}

/** Makes the pictures in a temporary folder, and starts nginx on a free port. Throws when it does not come up. */
export async function startPictureServer(): Promise<PictureServer> {
  const home = mkdtempSync(join(tmpdir(), 'yfcc-nginx-'));
  // The worker process may be another user.
  chmodSync(home, 0o755);
  const bytes = await writePictures(join(home, 'files'));
  const port = await freePort();
  const conf = join(home, 'nginx.conf');
  writeFileSync(conf, confFor(home, port));
  const child = spawn('nginx', ['-p', home, '-e', join(home, 'error.log'), '-c', conf], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  for (let tries = 0; !(await isListening(port)); tries += 1) {
    if (child.exitCode !== null || tries === START_TRIES) {
      await close();
      throw new Error(`Expected nginx to listen on port ${port}, got exit code ${child.exitCode}`);
    }
    await sleep(TRY_PAUSE_MS);
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    bytesOf: (photoId) => bytes[Number(photoId.slice(-2))] ?? 0,
    close,
  };
}

/** Bytes by name, `00.jpg` to `99.jpg`. */
async function writePictures(folder: string): Promise<readonly number[]> {
  mkdirSync(folder);
  const bytes: number[] = [];
  const pathOf = (name: number): string => join(folder, `${String(name).padStart(2, '0')}.jpg`);
  for (let seed = 1; bytes.length < PICTURES; seed += 1) {
    const picture = await drawJpeg(seed);
    if (picture.length < LEAST_BYTES || picture.length > MOST_BYTES) continue;
    writeFileSync(pathOf(bytes.length), picture, { mode: 0o644 });
    bytes.push(picture.length);
  }
  for (let name = PICTURES; name < NAMES; name += 1) {
    linkSync(pathOf(name - PICTURES), pathOf(name));
    bytes.push(bytes[name - PICTURES] ?? 0);
  }
  return bytes;
}

/** One worker, no log, connections that are never closed for their age; each record has a URL of its own. */
function confFor(home: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
user ${userInfo().username};
worker_processes 1;
pid ${home}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { image/jpeg jpg; }
  ${temporary.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    root ${home}/files;
    rewrite ^/\\d*(\\d\\d)\\.jpg$ /$1.jpg break;
  }
}
`;
}

/** One that is free now; nothing keeps it so, but the system deals them out in turn. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port, got none');
  return address.port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
