/** CPU profiles made by hand. */
import type { Profiler } from 'node:inspector';

/** `caller > callee`, from the root on, with a file and a line behind each name where it has them: `main a.js:3`. */
export type Stack = string;

/** A profile in which each stack in turn is seen for so many microseconds; `startTime` in microseconds, too. */
export function sampledProfile(
  seen: readonly (readonly [Stack, number])[],
  startTime = 1000,
): Profiler.Profile & { nodes: Profiler.ProfileNode[] } {
  const nodes: Profiler.ProfileNode[] = [nodeOf(1, '(root)')];
  const idOf = (stack: Stack): number => {
    let caller = nodes[0];
    for (const name of stack.split(' > ')) {
      const known = caller?.children?.map((id) => nodes[id - 1]).find((node) => frameName(node) === name);
      const next = known ?? nodeOf(nodes.length + 1, name);
      if (known === undefined) {
        nodes.push(next);
        caller?.children?.push(next.id);
      }
      caller = next;
    }
    return caller?.id ?? 1;
  };
  const samples = seen.map(([stack]) => idOf(stack));
  const lasts = seen.map(([, micros]) => micros);
  for (const id of samples) {
    const node = nodes[id - 1];
    if (node !== undefined) node.hitCount = (node.hitCount ?? 0) + 1;
  }
  // The first sample is noted 5 microseconds after the start.
  const timeDeltas = [5, ...lasts.slice(0, -1)];
  const endTime = startTime + 5 + lasts.reduce((sum, micros) => sum + micros, 0);
  return { nodes, startTime, endTime, samples, timeDeltas };
}

function nodeOf(id: number, name: string): Profiler.ProfileNode {
  const [, functionName = '', url = '', line = '0'] = /^(\(.*\)|\S*)(?: (.*):(\d+))?$/.exec(name) ?? [];
  const callFrame = { functionName, scriptId: url, url, lineNumber: Number(line) - 1, columnNumber: 0 };
  return { id, callFrame, hitCount: 0, children: [], positionTicks: [] };
}

function frameName(node: Profiler.ProfileNode | undefined): string {
  const { functionName = '', url = '', lineNumber = 0 } = node?.callFrame ?? {};
  return url === '' ? functionName : `${functionName} ${url}:${lineNumber + 1}`;
}
