/** What a job asks of a photo that has come, or that is there: made, or only looked at. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ImageFacts, ImageSettings } from '../core/image.js';
import type { MediaType } from '../core/outcome.js';
import type { Problem, ReceivedFile } from './receive.js';
import type { KeptFile } from './store.js';

/** A longer file is no photo that anyone wants decoded: it would have to be in memory whole. */
const LONGEST_BYTES = 256 * 1024 * 1024;

/** A file to keep, and what is known of it. */
export interface MadePicture extends KeptFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly type: MediaType;
  readonly image: ImageFacts;
}

/** Rejects with the system's error when the file can't be read. */
export async function makePicture(file: ReceivedFile, settings: ImageSettings): Promise<MadePicture | Problem> {
  if (file.bytes > LONGEST_BYTES) return { outcome: 'too-large', detail: `${file.bytes} bytes for a picture` };
  const came = file.body ?? (await readFile(file.tempPath ?? ''));
  // Loaded only here: it takes longer to load than all else.
  const { processImage } = await import('./image.js');
  const made = await processImage(came, settings);
  if ('outcome' in made) return made;
  const { width, height, format, phash } = made;
  const image = { width, height, format, phash };
  if (made.bytes === came) return { ...keptOf(file), image };
  const sha256 = createHash('sha256').update(made.bytes).digest('hex');
  return { body: made.bytes, tempPath: null, bytes: made.bytes.length, sha256, type: made.type, image };
}

function keptOf({ body, tempPath, bytes, sha256, type }: ReceivedFile): Omit<MadePicture, 'image'> {
  return { body, tempPath, bytes, sha256, type };
}

/** What is known of a photo that is there; null for what can't be decoded. Rejects as `makePicture`. */
export async function pictureFacts(path: string, settings: ImageSettings): Promise<ImageFacts | null> {
  const { imageFacts } = await import('./image.js');
  const facts = await imageFacts(await readFile(path), settings);
  return 'outcome' in facts ? null : facts;
}
