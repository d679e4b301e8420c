/** Puts profiles of one thread, taken one behind the other, together into one. */
import type { Profiler, Runtime } from 'node:inspector';

/** A profile that notes its samples, as all that V8 takes do. */
export type SampledProfile = Profiler.Profile & Required<Pick<Profiler.Profile, 'samples' | 'timeDeltas'>>;

type Node = Profiler.ProfileNode;

/** One profile of all the time; the gaps between two count as the last function of the first. Null for none. */
export function joinProfiles(parts: readonly Profiler.Profile[]): SampledProfile | null {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return null;
  const nodes = new JoinedNodes();
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let sampledAt = first.startTime;
  for (const part of parts) {
    const ids = nodes.add(part.nodes);
    let at = part.startTime;
    for (const [k, id] of (part.samples ?? []).entries()) {
      at += part.timeDeltas?.[k] ?? 0;
      samples.push(ids.get(id) ?? nodes.rootId);
      timeDeltas.push(at - sampledAt);
      sampledAt = at;
    }
  }
  return { nodes: nodes.all, startTime: first.startTime, endTime: last.endTime, samples, timeDeltas };
}

/** Calls by the same way, from the root on, become one node. */
class JoinedNodes {
  readonly all: Node[] = [];
  readonly #byWay = new Map<string, Node>();

  /** The root's; of no use before there is one. */
  get rootId(): number {
    return this.all[0]?.id ?? 1;
  }

  /** Gives the number that each of these has among all. */
  add(nodes: readonly Node[]): ReadonlyMap<number, number> {
    const parents = new Map<number, number>();
    for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
    const ids = new Map<number, number>();
    // V8 lists a node in front of its children.
    for (const node of nodes) {
      const parent = ids.get(parents.get(node.id) ?? 0) ?? 0;
      ids.set(node.id, this.#addNode(node, parent));
    }
    return ids;
  }

  #addNode({ callFrame, hitCount = 0, positionTicks = [], deoptReason }: Node, parent: number): number {
    const way = `${parent} ${wayOf(callFrame)}`;
    const known = this.#byWay.get(way);
    if (known !== undefined) {
      known.hitCount = (known.hitCount ?? 0) + hitCount;
      known.positionTicks = addTicks(known.positionTicks ?? [], positionTicks);
      return known.id;
    }
    const id = this.all.length + 1;
    const node: Node = { id, callFrame, hitCount, children: [], positionTicks };
    if (deoptReason !== undefined) node.deoptReason = deoptReason;
    this.all.push(node);
    this.#byWay.set(way, node);
    if (parent > 0) this.all[parent - 1]?.children?.push(id);
    return id;
  }
}

function wayOf({ functionName, scriptId, lineNumber, columnNumber }: Runtime.CallFrame): string {
  return `${scriptId}:${lineNumber}:${columnNumber}:${functionName}`;
}

function addTicks(
  a: readonly Profiler.PositionTickInfo[],
  b: readonly Profiler.PositionTickInfo[],
): Profiler.PositionTickInfo[] {
  const ticksAt = new Map(a.map(({ line, ticks }) => [line, ticks]));
  for (const { line, ticks } of b) ticksAt.set(line, (ticksAt.get(line) ?? 0) + ticks);
  return [...ticksAt].map(([line, ticks]) => ({ line, ticks }));
}
