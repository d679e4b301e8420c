/** The sources of a job: which files there are, and their lines. */
import { YfccError } from '../core/errors.js';
import { SOURCES, type SideSource, type Source } from '../core/fields.js';
import { FIRST_LINES, type Cursors, type OrderedSides, type Windows } from '../engine/align.js';
import type { RowLines } from '../engine/cut-ordered.js';
import { expandPaths, findSources } from '../engine/find-sources.js';
import { LineWindow } from '../engine/line-window.js';
import { openRemote } from '../engine/remote-source.js';
import { isRemote } from '../engine/remote-name.js';
import type { S3Settings } from '../engine/s3-body.js';
import { openSource, type SourceFile } from '../engine/source.js';
import { openStdin, STDIN_NAME } from '../engine/stdin-source.js';
import { openOrdered, type SideOrder } from './ordered-text.js';
import type { ResolvedRun } from './run-options.js';
import { s3Settings } from './s3-options.js';
import { openText, type Decoding, type OpenedText } from './source-text.js';

/** The window of one source holds at most this much text: a shard and the look-ahead, with room to spare. */
const MAX_WINDOW_BYTES = 1024 * 1024 * 1024;

/** The files of one source, to be read one behind the other; nearly always one. */
export type Parts = readonly [SourceFile, ...SourceFile[]];

/** The sources there are; only the dataset is needed. */
export type SourceFiles = { readonly dataset: Parts } & Readonly<Partial<Record<Source, Parts>>>;

/** What sources may be read from, other than files. */
export interface Inputs {
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Ends reading that waits. */
  readonly signal: AbortSignal;
  readonly onWarning: (text: string) => void;
}

/** Finds and checks them; throws `bad-input` for what cannot be a source. */
export async function openSources(resolved: ResolvedRun, inputs: Inputs): Promise<SourceFiles> {
  const { in: dir, files } = resolved;
  const s3 = s3Settings(resolved);
  const paths = dir === null ? files : await findSources(dir, files, inputs.onWarning);
  const opened: Partial<Record<Source, Parts>> = {};
  for (const source of SOURCES) {
    const all: SourceFile[] = [];
    // What was found has been told from a pattern already.
    const names = files[source] === undefined ? paths[source] : await expandPaths(source, files[source]);
    for (const path of names ?? []) all.push(await openInput(source, path, inputs, s3));
    const [first, ...rest] = all;
    if (first !== undefined) opened[source] = [first, ...rest];
  }
  const { dataset, ...sides } = opened;
  if (dataset === undefined) throw new YfccError('usage', 'Expected --in or --dataset, got neither.');
  if (bytesOf(dataset) === 0) {
    throw new YfccError('bad-input', `Expected the dataset file to have rows, got an empty file: ${nameOf(dataset)}.`, {
      file: dataset[0].path,
      source: 'dataset',
    });
  }
  return { dataset, ...sides };
}

async function openInput(source: Source, name: string, { stdin, signal }: Inputs, s3: S3Settings): Promise<SourceFile> {
  if (name === STDIN_NAME) return checkForm(await openStdin(source, stdin(), signal));
  return checkForm(await (isRemote(name) ? openRemote(source, name, { signal, s3 }) : openSource(source, name)));
}

/** A database is read here and there, not from its beginning to its end, and has the dataset's rows alone. */
function checkForm(file: SourceFile): SourceFile {
  const { form, source, path, isLocal } = file;
  if (form !== 'sqlite' || (isLocal && source === 'dataset')) return file;
  const expected = source === 'dataset' ? 'a SQLite database to be a file on this machine' : `text for ${source}`;
  const came = source === 'dataset' ? path : `a SQLite database, ${path}`;
  throw new YfccError('bad-input', `Expected ${expected}, got ${came}.`, { file: path, source });
}

/** Bytes of all files of a source; null where those of one are not known. */
export function bytesOf(parts: Parts): number | null {
  return parts.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0);
}

/** The files of a source, for an error. */
export function nameOf([first, ...rest]: Parts): string {
  return rest.length === 0 ? first.path : `${first.path} and ${rest.length} more`;
}

/** The side files that were put in order; the others are read as they are. */
export type SideOrders = Readonly<Partial<Record<SideSource, SideOrder>>>;

/** The lines of each file, and how much of the dataset file has been read. */
export interface OpenWindows {
  readonly windows: Windows;
  /** Of the side files that were put in order. */
  readonly ordered: OrderedSides;
  /** 0 to 1; 0 while the file's size is not known. */
  readonly datasetProgress: () => number;
  /** Bytes of a source that have been read, as they lie there. */
  readonly bytesRead: (source: Source) => number;
  readonly close: () => Promise<void>;
}

/** Opens every file so that line `lines[source]` can come, from as near in front of it as can be; decodes as lines are asked for. */
export async function openWindows(
  resolved: ResolvedRun,
  files: SourceFiles,
  decoding: Decoding,
  lines: Cursors = FIRST_LINES,
  orders: SideOrders = {},
): Promise<OpenWindows> {
  const rowLines: Partial<Record<SideSource, RowLines>> = {};
  const readers: Partial<Record<Source, () => number>> = {};
  const open = async (source: Source, parts: Parts) => {
    const order = source === 'dataset' ? undefined : orders[source];
    let opened: OpenedText;
    if (order === undefined || source === 'dataset') opened = await openText(parts, lines[source], resolved, decoding);
    else {
      const ordered = openOrdered(order, lines[source], resolved.threads, decoding);
      rowLines[source] = ordered.rowLines;
      opened = ordered;
    }
    const { maxLineBytes } = resolved;
    const window = new LineWindow(opened.text, decoding.slabs, {
      source,
      maxLineBytes,
      maxWindowBytes: MAX_WINDOW_BYTES,
      firstLine: opened.firstLine,
      get file() {
        return opened.file;
      },
    });
    readers[source] = opened.bytesRead;
    return window;
  };
  const side = async (source: SideSource): Promise<LineWindow | null> => {
    const parts = files[source];
    return parts === undefined ? null : open(source, parts);
  };
  const windows: Windows = {
    dataset: await open('dataset', files.dataset),
    autotags: await side('autotags'),
    exif: await side('exif'),
    places: await side('places'),
    hash: await side('hash'),
  };
  const bytes = bytesOf(files.dataset);
  const bytesRead = (source: Source): number => readers[source]?.() ?? 0;
  return {
    windows,
    ordered: rowLines,
    datasetProgress: () => (bytes === null ? 0 : bytesRead('dataset') / bytes),
    bytesRead,
    close: async () => {
      for (const source of SOURCES) await windows[source]?.close();
    },
  };
}
