/** Folds the samples of a CPU profile into a tree of calls with their times, and puts such trees together. */
import type { Profiler } from 'node:inspector';
import { IDLE_NAME, type Frame, type FrameKind, frameOf } from './frame.js';

/** A function, called by the way that leads to it. */
export interface CallNode extends Frame {
  /** In the function itself. */
  readonly selfMicros: number;
  /** In it and in what it called. */
  readonly totalMicros: number;
  /** The one with most time first. */
  readonly calls: readonly CallNode[];
}

/** Where the time of a thread went. Times are by the clock: also what it waited for a core to run on. */
export interface ProfileTree {
  readonly name: string;
  readonly idleMicros: number;
  /** All but idle time. */
  readonly busyMicros: number;
  /** Those that nobody called. */
  readonly calls: readonly CallNode[];
}

interface Growing {
  readonly frame: Frame;
  selfMicros: number;
  readonly calls: Map<string, Growing>;
}

const ROOT: Frame = { name: '(root)', place: '', kind: 'native' };

/** The tree of one thread. `root` is the URL of the folder that the package's own code is in. */
export function foldProfile(name: string, profile: Profiler.Profile, root: string): ProfileTree {
  const times = selfTimes(profile);
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const top = growing(ROOT);
  let idleMicros = 0;
  // V8 notes at most 255 frames of a stack, so that nothing here is too deep to call itself.
  const add = ({ id, children = [] }: Profiler.ProfileNode, into: Growing): void => {
    into.selfMicros += times.get(id) ?? 0;
    for (const child of children) {
      const node = byId.get(child);
      if (node === undefined) continue;
      if (node.callFrame.functionName === IDLE_NAME) idleMicros += times.get(child) ?? 0;
      else add(node, callOf(into, frameOf(node.callFrame, root)));
    }
  };
  const [first] = profile.nodes;
  if (first !== undefined) add(first, top);
  return treeOf(name, top, idleMicros);
}

/** All of these as if they were one thread. */
export function mergeTrees(name: string, trees: readonly ProfileTree[]): ProfileTree {
  const top = growing(ROOT);
  for (const { calls } of trees) for (const call of calls) addCall(top, call);
  return treeOf(
    name,
    top,
    trees.reduce((sum, { idleMicros }) => sum + idleMicros, 0),
  );
}

/** How much of the busy time each kind of code itself took. */
export function microsByKind({ calls }: ProfileTree): Readonly<Record<FrameKind, number>> {
  const micros: Record<FrameKind, number> = { wasm: 0, engine: 0, library: 0, node: 0, native: 0, gc: 0 };
  const add = (call: CallNode): void => {
    micros[call.kind] += call.selfMicros;
    call.calls.forEach(add);
  };
  calls.forEach(add);
  return micros;
}

/** By a node's number; a sample counts until the next one. */
function selfTimes({ samples = [], timeDeltas = [], startTime, endTime }: Profiler.Profile): Map<number, number> {
  const times = new Map<number, number>();
  let at = startTime;
  for (const [k, id] of samples.entries()) {
    at += timeDeltas[k] ?? 0;
    // Two samples may be noted in the wrong order, some microseconds apart.
    const micros = Math.max(0, timeDeltas[k + 1] ?? endTime - at);
    times.set(id, (times.get(id) ?? 0) + micros);
  }
  return times;
}

function growing(frame: Frame): Growing {
  return { frame, selfMicros: 0, calls: new Map() };
}

function callOf(caller: Growing, frame: Frame): Growing {
  const key = keyOf(frame);
  const call = caller.calls.get(key) ?? growing(frame);
  caller.calls.set(key, call);
  return call;
}

function addCall(caller: Growing, call: CallNode): void {
  const { name, place, kind, selfMicros, calls } = call;
  const into = callOf(caller, { name, place, kind });
  into.selfMicros += selfMicros;
  for (const next of calls) addCall(into, next);
}

/** What tells two functions apart. */
export function keyOf({ name, place }: Frame): string {
  return `${name}\n${place}`;
}

function treeOf(name: string, top: Growing, idleMicros: number): ProfileTree {
  const { totalMicros, calls } = callNode(top);
  return { name, idleMicros, busyMicros: totalMicros, calls };
}

function callNode({ frame, selfMicros, calls }: Growing): CallNode {
  const done = [...calls.values()].map(callNode).sort((a, b) => b.totalMicros - a.totalMicros);
  const totalMicros = done.reduce((sum, call) => sum + call.totalMicros, selfMicros);
  return { ...frame, selfMicros, totalMicros, calls: done };
}
