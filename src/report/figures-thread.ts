/** The thread that draws a run's plots: what it imports takes a while to load, during which the job goes on. */
import { parentPort } from 'node:worker_threads';
import { runFigures } from './run-figures.js';
import type { RunReport } from './run-report.js';

parentPort?.once('message', (report: RunReport) => parentPort?.postMessage(runFigures(report)));
