/** Reads whole folders into memory, to compare what runs have written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** SHA-256 of every file by its path below the folder, in the order of the paths. */
export type Tree = Readonly<Record<string, string>>;

/** Every file below `folder`, dot files included; but not the report of a run, which is of its times and not of the job's output. */
export function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== 'report.html')
    .toSorted();
}

/** What a job wrote, without what holds times or the order of work: manifest, rejects and outcomes of media. */
export function outputTree(out: string): Tree {
  const isOutput = (path: string): boolean => !/^(?:manifest|rejects)\.jsonl$|^outcomes\//.test(path);
  return treeOf(out, isOutput);
}

/** The files below `folder` that `wants` names. */
export function treeOf(folder: string, wants: (path: string) => boolean = () => true): Tree {
  const tree: Record<string, string> = {};
  for (const path of filesOf(folder).filter(wants)) {
    tree[path] = createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  }
  return tree;
}

/** All records of a `jsonl` job in their order, as text. */
export function recordText(out: string): string {
  const meta = join(out, 'meta');
  const texts = filesOf(meta).map((path) => {
    const bytes = readFileSync(join(meta, path));
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  });
  return texts.join('');
}

/** The lines of `rejects.jsonl`, sorted: their order across shards of another size may be another. */
export function rejectLines(out: string): readonly string[] {
  const text = readFileSync(join(out, 'rejects.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}
