/** What a profile says of a function, as people read it: its name, where it stands, and what kind of code it is. */
import type { Runtime } from 'node:inspector';

/** Each kind of code, and its name on the page; in this order. */
export const FRAME_KINDS = {
  wasm: 'WebAssembly',
  engine: 'yfcc',
  library: 'libraries',
  node: 'Node',
  native: 'native',
  gc: 'garbage collector',
} as const;

export type FrameKind = keyof typeof FRAME_KINDS;

export interface Frame {
  readonly name: string;
  /** File and line; empty for what is not in a file. */
  readonly place: string;
  readonly kind: FrameKind;
}

/** V8's name for the time in which a thread had nothing to do. */
export const IDLE_NAME = '(idle)';

/** AssemblyScript's names: file, and function in it. */
const WASM_NAME = /^(.+)\/([^/]+)$/;

/** `root` is the URL of the folder that the package's own code is in. */
export function frameOf({ functionName, url, lineNumber }: Runtime.CallFrame, root: string): Frame {
  if (functionName === '(garbage collector)') return { name: functionName, place: '', kind: 'gc' };
  if (url.startsWith('wasm:')) {
    const [, file, name] = WASM_NAME.exec(functionName) ?? [];
    return file === undefined || name === undefined
      ? { name: functionName, place: url, kind: 'wasm' }
      : { name, place: `${file}.ts`, kind: 'wasm' };
  }
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return { name, place: '', kind: 'native' };
  // The inspector counts lines from 0.
  const place = `${shortened(url, root)}:${lineNumber + 1}`;
  if (url.startsWith('node:')) return { name, place, kind: 'node' };
  return { name, place, kind: url.startsWith(root) ? 'engine' : 'library' };
}

/** From the package's folder on, or from that of the library. */
function shortened(url: string, root: string): string {
  if (url.startsWith(root)) return url.slice(root.length);
  const at = url.lastIndexOf('/node_modules/');
  return at === -1 ? url : url.slice(at + '/node_modules/'.length);
}
