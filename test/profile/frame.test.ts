import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frameOf, type Frame } from '../../src/profile/frame.js';

const ROOT = 'file:///opt/yfcc/node_modules/yfcc-engine/dist/';

const CASES: Readonly<Record<string, readonly [functionName: string, url: string, expected: Frame]>> = {
  'its own code, from its own folder on': [
    'join',
    `${ROOT}src/core/join.js`,
    { name: 'join', place: 'src/core/join.js:12', kind: 'engine' },
  ],
  'a library, from its name on': [
    'onMessage',
    'file:///opt/yfcc/node_modules/piscina/dist/worker.js',
    { name: 'onMessage', place: 'piscina/dist/worker.js:12', kind: 'library' },
  ],
  'a library of a library': [
    'parse',
    'file:///opt/node_modules/a/node_modules/@b/c/index.js',
    { name: 'parse', place: '@b/c/index.js:12', kind: 'library' },
  ],
  'another file whole': [
    'task',
    'file:///home/me/task.js',
    { name: 'task', place: 'file:///home/me/task.js:12', kind: 'library' },
  ],
  'a module of Node': ['emit', 'node:events', { name: 'emit', place: 'node:events:12', kind: 'node' }],
  'a function of WebAssembly by its source': [
    'src/wasm/record/full-cells/putText<u8>',
    'wasm://wasm/0001ee56',
    { name: 'putText<u8>', place: 'src/wasm/record/full-cells.ts', kind: 'wasm' },
  ],
  'a function of WebAssembly without a name': [
    'wasm-function[2]',
    'wasm://wasm/4131210a',
    { name: 'wasm-function[2]', place: 'wasm://wasm/4131210a', kind: 'wasm' },
  ],
  'a function without a name': [
    '',
    `${ROOT}src/core/join.js`,
    { name: '(anonymous)', place: 'src/core/join.js:12', kind: 'engine' },
  ],
  'what V8 itself does': ['(program)', '', { name: '(program)', place: '', kind: 'native' }],
  'a function in machine code': ['writeBuffer', '', { name: 'writeBuffer', place: '', kind: 'native' }],
  'the garbage collector': ['(garbage collector)', '', { name: '(garbage collector)', place: '', kind: 'gc' }],
};

describe('a frame of a profile', () => {
  for (const [name, [functionName, url, expected]] of Object.entries(CASES)) {
    it(`shows ${name}`, () => {
      assert.deepEqual(frameOf({ functionName, url, scriptId: '7', lineNumber: 11, columnNumber: 3 }, ROOT), expected);
    });
  }
});
