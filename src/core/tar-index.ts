/** `00042.index.jsonl`, beside each tar: a line a record, with the place and the checksum of each of its members. */

export interface TarMember {
  /** `6985418911.json` */
  readonly name: string;
  /** Of its first byte, behind its header. */
  readonly offset: number;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface TarRecord {
  /** What its members' names begin with: the photo id. */
  readonly key: string;
  readonly members: readonly TarMember[];
}

/** `00042.tar` to `00042.index.jsonl` */
export function indexPath(tarPath: string): string {
  return tarPath.replace(/\.tar$/, '.index.jsonl');
}

/** With its LF. */
export function indexLine(record: TarRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The records of an index file's text. Throws a SyntaxError for what is none. */
export function* parseIndex(text: string): Generator<TarRecord> {
  for (const line of text.split('\n')) {
    // A border: the file is written by this program only, and checked by its checksum before it is trusted.
    if (line !== '') yield JSON.parse(line) as TarRecord;
  }
}
