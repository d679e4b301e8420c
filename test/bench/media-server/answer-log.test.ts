import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openAnswerLog, readAnswerLog } from '../../../bench/media-server/answer-log.js';

const folder = await mkdtemp(join(tmpdir(), 'yfcc-answer-log-'));
after(() => rm(folder, { recursive: true }));

const GOOD = { milliseconds: 1, host: 'host:80', path: '/1.jpg', fault: null, status: 200, isWhole: true };

describe('the log as a file', () => {
  it('gives back what was written, in its order, and can be closed twice', async () => {
    const file = join(folder, 'log');
    const log = await openAnswerLog(file);
    log.write(GOOD);
    log.write({ ...GOOD, fault: 'closed', status: 0, isWhole: false });
    await log.close();
    await log.close();
    log.write(GOOD);
    assert.deepEqual(await readAnswerLog(file), [GOOD, { ...GOOD, fault: 'closed', status: 0, isWhole: false }]);
  });

  it('is empty when nothing was asked', async () => {
    const file = join(folder, 'empty');
    await (await openAnswerLog(file)).close();
    assert.deepEqual(await readAnswerLog(file), []);
  });

  it('stops the start with the error of the system where it cannot be written', async () => {
    await assert.rejects(openAnswerLog(join(folder, 'none', 'log')), { code: 'ENOENT' });
  });
});
