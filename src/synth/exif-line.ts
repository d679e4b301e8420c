/** Writes the exif line of a photo: the items of its camera's template, filled with this picture's numbers. */
import { encode } from '../core/url-encoding.js';
import type { Camera } from './cameras.js';
import { exifTemplate, type Section, type Slot } from './exif-template.js';
import type { Photo } from './photo.js';
import { entryAt, type Random } from './random.js';

/** How often a section is there; edited pictures lose theirs. */
const SECTION_SHARE: Readonly<Record<Section['name'], number>> = {
  jpeg: 0.3,
  ifd0: 1,
  author: 0.12,
  subifd: 0.9,
  details: 0.45,
  lens: 0.4,
  makernote: 0.12,
  gps: 0.5,
  interop: 0.4,
  thumbnail: 0.5,
  xmp: 0.12,
};

/** Share of the pictures of a known camera that still have their Exif; with those of none, 70 % of the rows have some. */
const KEPT_SHARE = 0.9;
/** One line in this many holds a makernote nobody could read, printed byte by byte. */
const DUMP_ONE_IN = 1500;

const EXPOSURES = [
  '1/60',
  '1/125',
  '1/80',
  '1/100',
  '1/200',
  '1/250',
  '1/320',
  '1/500',
  '1/30',
  '1/400',
  '1/160',
  '1/640',
  '1/1000',
  '1/50',
  '1/40',
  '1/800',
  '1/15',
  '1/20',
  '1/2000',
  '0.5',
  '2',
  '8',
  '30',
].map((text) => encode(text));
const APERTURES = [
  '2.8',
  '5.6',
  '3.5',
  '4',
  '8',
  '4.5',
  '7.1',
  '6.3',
  '5',
  '3.2',
  '9',
  '10',
  '1.8',
  '11',
  '2',
  '13',
  '16',
  '22',
];
const SENSITIVITIES = ['100', '200', '400', '80', '800', '160', '125', '250', '1600', '320', '640', '64', '3200'];
const FLASHES = [
  'Flash did not fire, auto',
  'Flash did not fire',
  'Flash fired, auto',
  'Flash fired',
  'Flash fired, red-eye reduction',
].map((text) => encode(text));
const ORIENTATIONS = [
  'Top, left side (Horizontal / normal)',
  'Right side, top (Rotate 90 CW)',
  'Left side, bottom (Rotate 270 CW)',
].map((text) => encode(text));
const BIASES = ['0', '-1%2F3', '1%2F3', '-2%2F3', '2%2F3', '1', '-1'];

const TEMPLATES = new Map<Camera, readonly Section[]>();

/** `id TAB Category.Tag:value,...`, without line end. `random` must stand at the start of the row's exif stream. */
export function exifLine(random: Random, photo: Photo): string {
  const { camera, id } = photo;
  if (camera === null || photo.isVideo || !random.chance(KEPT_SHARE)) return `${id}\t`;
  const date = encodeDate(photo.taken);
  const exposure = random.pickEarly(EXPOSURES, 20);
  const aperture = random.pickEarly(APERTURES, 12);
  let items = '';
  for (const { name, pieces } of templateOf(camera)) {
    if (!random.chance(SECTION_SHARE[name])) continue;
    if (items !== '') items += ',';
    for (const piece of pieces) {
      items += 'text' in piece ? piece.text : fill(random, piece.slot, { camera, date, exposure, aperture });
    }
  }
  if (random.below(DUMP_ONE_IN) === 0) items += `,${makernoteDump(random)}`;
  return `${id}\t${items}`;
}

/** What the slots of one picture have in common. */
interface Shot {
  readonly camera: Camera;
  readonly date: string;
  readonly exposure: string;
  readonly aperture: string;
}

/** The encoded text of a slot. */
export function fill(random: Random, slot: Slot, shot: Shot): string {
  switch (slot) {
    case 'date':
      return shot.date;
    case 'exposure':
    case 'shutter':
      return shot.exposure;
    case 'aperture':
    case 'apertureValue':
      return shot.aperture;
    case 'iso':
      return random.pickEarly(SENSITIVITIES, 6);
    case 'focal':
      return focalLength(random, shot.camera);
    case 'bias':
      return random.pickEarly(BIASES, 0.3);
    case 'flash':
      return random.pickEarly(FLASHES, 1);
    case 'orientation':
      return random.pickEarly(ORIENTATIONS, 0.3);
    case 'thumbnailBytes':
      return String(random.between(3000, 12_000));
    case 'thumbnailOffset':
      return String(random.chance(0.6) ? 2036 : random.between(600, 9000));
    case 'number':
      return String(random.below(20_000));
    case 'byte':
      return String(random.below(256));
    case 'serial':
      return String(random.between(100_000_000, 999_999_999));
    case 'latitude':
      return `${random.below(90)}%C2%B0${random.below(60)}%27${random.below(60)}%22`;
    case 'longitude':
      return `${random.below(180)}%C2%B0${random.below(60)}%27${random.below(60)}%22`;
    case 'altitude':
      return String(random.early(3000, 60));
  }
}

/** Tens of KB of numbers in one item; one in thirty is over 131,072 characters. */
export function makernoteDump(random: Random): string {
  const bytes = random.below(30) === 0 ? 60_000 : random.between(3000, 16_000);
  let text = 'Canon+Makernote.Unknown+tag+%280x4001%29:0';
  for (let i = 1; i < bytes; i++) text += random.chance(0.5) ? '+0' : `+${random.word() & 0xff}`;
  return text;
}

function templateOf(camera: Camera): readonly Section[] {
  let template = TEMPLATES.get(camera);
  if (template === undefined) {
    template = exifTemplate(camera);
    TEMPLATES.set(camera, template);
  }
  return template;
}

/** `2010:07:14 11:00:23`, encoded, of `2010-07-14 11:00:23`. */
function encodeDate(text: string): string {
  return `${text.slice(0, 4)}%3A${text.slice(5, 7)}%3A${text.slice(8, 10)}+${text.slice(11, 13)}%3A${text.slice(14, 16)}%3A${text.slice(17)}`;
}

/** In millimetres; zooms stand oftenest at one of their ends. */
function focalLength(random: Random, { focal: [shortest, longest] }: Camera): string {
  const share = entryAt([0, 0, 1, random.unit()], random.below(4));
  const length = shortest + (longest - shortest) * share * share;
  return length.toFixed(length < 20 ? 1 : 0);
}
