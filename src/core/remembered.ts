/** A function of a name that remembers what it found, in memory that is bounded. */

/** Past this many names it begins anew. */
const MOST = 4096;

/** As `find`, which must always find the same, for names that are asked for again and again. */
export function remembered(find: (name: string) => number): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      found = find(name);
      if (known.size >= MOST) known.clear();
      known.set(name, found);
    }
    return found;
  };
}
