/** What `node --import` runs first: when the process ends, it writes what it has used to descriptor 3, as JSON. */
import { writeSync } from 'node:fs';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { usage } from './usage.js';

// Workers run it, too, and their end is not the process's.
if (isMainThread) process.on('exit', () => void writeSync(3, JSON.stringify(usage())));
