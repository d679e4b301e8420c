/**
 * The Exif items that a camera writes, as text with slots for what differs from picture to picture.
 *
 * A template is made once a camera and joins all that never changes into long strings, since an Exif line has some
 * thirty items and only a dozen numbers of its own.
 */
import { encode } from '../core/url-encoding.js';
import type { Camera, Maker } from './cameras.js';

/** What is filled in a picture at a time. */
export type Slot =
  | 'date'
  | 'exposure'
  | 'shutter'
  | 'aperture'
  | 'apertureValue'
  | 'iso'
  | 'focal'
  | 'bias'
  | 'flash'
  | 'orientation'
  | 'thumbnailBytes'
  | 'thumbnailOffset'
  | 'number'
  | 'byte'
  | 'serial'
  | 'latitude'
  | 'longitude'
  | 'altitude';

/** Constant text or a slot, by turns. */
export type Piece = { readonly text: string } | { readonly slot: Slot };

/** Items that come or stay away together; the first piece starts with no comma. */
export interface Section {
  readonly name:
    | 'jpeg'
    | 'ifd0'
    | 'author'
    | 'subifd'
    | 'details'
    | 'lens'
    | 'gps'
    | 'interop'
    | 'thumbnail'
    | 'makernote'
    | 'xmp';
  readonly pieces: readonly Piece[];
}

/** Key, a space at a time, and value; `{slot}` in a value is filled later. */
type Items = readonly (readonly [key: string, value: string])[];

const MAKER_TAGS: Readonly<Record<Maker, string>> = {
  Canon:
    'Macro Mode;Self Timer Delay;Quality;Flash Mode;Continuous Drive Mode;Focus Mode;Record Mode;Image Size;Easy Shooting Mode;Digital Zoom;Contrast;Saturation;Sharpness;Metering Mode;Focus Type;AF Point Selected;Exposure Mode;Lens Type;Long Focal Length;Short Focal Length;White Balance;Sequence Number;AF Point Used;Flash Bias;Image Type;Firmware Version;Owner Name;Camera Serial Number;Image Number;Canon Model ID',
  Nikon:
    'Firmware Version;ISO;Color Mode;Quality & File Format;White Balance;Sharpening;AF Type;Flash Sync Mode;Auto Flash Mode;White Balance Fine;White Balance RB Coefficients;Program Shift;Exposure Difference;ISO Info;Camera Tone Compensation;Lens Type;Lens;Flash Used;AF Focus Position;Shooting Mode;Camera Hue Adjustment;Noise Reduction;Total Number of Exposures;Serial Number',
  Sony: 'Color Mode Setting;Quality;White Balance;Teleconverter Model;Color Temperature;Scene Mode;Zone Matching;Dynamic Range Optimizer;Image Stabilisation;Lens ID;Full Image Size;Preview Image Size;Macro;Exposure Mode;Focus Mode;AF Mode;AF Illuminator;Release Mode;Sequence Number',
  Panasonic:
    'Quality Mode;Firmware Version;White Balance;Focus Mode;AF Area Mode;Image Stabilization;Macro Mode;Record Mode;Audio;Internal Serial Number;Exif Version;Contrast Mode;Noise Reduction;Self Timer;Rotation;Color Mode;Scene Mode;Accessory Type',
  Olympus:
    'Special Mode;JPEG Quality;Macro;Digital Zoom Ratio;Firmware Version;Camera ID;Equipment Version;Camera Type;Serial Number;Lens Type;Focus Mode;White Balance;Sharpness Setting;Noise Filter;Art Filter;One Touch White Balance',
  Fujifilm:
    'Makernote Version;Quality;Sharpness;White Balance;Color Saturation;Tone (Contrast);Flash Mode;Flash Strength;Macro;Focus Mode;Slow Sync;Picture Mode;Continuous Taking Or Auto Bracketting;Blur Warning;Focus Warning;AE Warning',
  Pentax:
    'Capture Mode;Quality Level;Focus Mode;Flash Mode;White Balance;Digital Zoom;Sharpness;Contrast;Saturation;ISO Speed;Colour;Print Image Matching (PIM) Info;Time Zone;Daylight Savings',
  Casio:
    'Quality;Focusing Mode;Flash Mode;Flash Intensity;Object Distance;White Balance;Digital Zoom;Sharpness;Contrast;Saturation;CCD Sensitivity',
  Kodak:
    'Model;Quality;Burst Mode;Image Width;Image Height;Year Created;Shutter Mode;Metering Mode;Sequence Number;F Number;Exposure Time;Flash Mode;White Balance',
  none: '',
};

/** Plain values that a makernote tag may have, by turns. */
const MAKER_VALUES = [
  'Normal',
  '{byte}',
  'Off',
  '{number}',
  'Auto',
  '0 {byte}',
  'Standard',
  '{number} {number} {byte}',
  'Unknown ({byte})',
  'On',
  '{number}',
  '1 0 0 {byte}',
];

/** All sections of a camera's line, in the order of the file. */
export function exifTemplate(camera: Camera): readonly Section[] {
  const isBody = camera.kind === 'phone' || camera.kind === 'compact' || camera.kind === 'reflex';
  const sections: (readonly [Section['name'], Items])[] = [
    ['jpeg', jpegItems(camera)],
    ['ifd0', ifd0Items(camera)],
    [
      'author',
      [
        ['Exif IFD0.Artist', ''],
        ['Exif IFD0.Copyright', ''],
        ['Exif SubIFD.User Comment', ''],
      ],
    ],
  ];
  if (isBody) sections.push(['subifd', subIfdItems(camera)], ['details', DETAIL_ITEMS]);
  if (camera.kind === 'reflex') sections.push(['lens', lensItems(camera)]);
  if (camera.maker !== 'none') sections.push(['makernote', makernoteItems(camera.maker)]);
  if (camera.kind === 'phone') sections.push(['gps', GPS_ITEMS]);
  sections.push(['interop', INTEROP_ITEMS], ['thumbnail', THUMBNAIL_ITEMS], ['xmp', XMP_ITEMS]);
  return sections.map(([name, items]) => ({ name, pieces: piecesOf(items) }));
}

const DETAIL_ITEMS: Items = [
  ['Exif SubIFD.Date/Time Digitized', '{date}'],
  ['Exif SubIFD.Compressed Bits Per Pixel', '4 bits/pixel'],
  ['Exif SubIFD.Shutter Speed Value', '{shutter} sec'],
  ['Exif SubIFD.Aperture Value', 'F{apertureValue}'],
  ['Exif SubIFD.Max Aperture Value', 'F2.8'],
  ['Exif SubIFD.FlashPix Version', '1.00'],
  ['Exif SubIFD.File Source', 'Digital Still Camera (DSC)'],
  ['Exif SubIFD.Custom Rendered', 'Normal process'],
  ['Exif SubIFD.Sub-Sec Time', '{byte}'],
  ['Exif SubIFD.Sub-Sec Time Original', '{byte}'],
  ['Exif SubIFD.Unknown tag (0xc4a5)', '80 114 105 110 116 73 77 0 48 51 48 48 0 0 2 0 2 0 1 0 0 0 1 1 3 0 0 0'],
];

const GPS_ITEMS: Items = [
  ['GPS.GPS Version ID', '2.200'],
  ['GPS.GPS Latitude Ref', 'N'],
  ['GPS.GPS Latitude', '{latitude}'],
  ['GPS.GPS Longitude Ref', 'W'],
  ['GPS.GPS Longitude', '{longitude}'],
  ['GPS.GPS Altitude Ref', 'Sea level'],
  ['GPS.GPS Altitude', '{altitude} metres'],
];

const INTEROP_ITEMS: Items = [
  ['Interoperability.Interoperability Index', 'Recommended Exif Interoperability Rules (ExifR98)'],
  ['Interoperability.Interoperability Version', '1.00'],
];

const THUMBNAIL_ITEMS: Items = [
  ['Exif Thumbnail.Thumbnail Compression', 'JPEG (old-style)'],
  ['Exif Thumbnail.X Resolution', '72 dots per inch'],
  ['Exif Thumbnail.Y Resolution', '72 dots per inch'],
  ['Exif Thumbnail.Resolution Unit', 'Inch'],
  ['Exif Thumbnail.Thumbnail Offset', '{thumbnailOffset} bytes'],
  ['Exif Thumbnail.Thumbnail Length', '{thumbnailBytes} bytes'],
];

const XMP_ITEMS: Items = [
  ['Xmp.Creator Tool', 'Adobe Photoshop Lightroom'],
  ['Xmp.Modify Date', '{date}'],
  ['Xmp.Lens', ''],
  ['Xmp.Serial Number', '{serial}'],
  ['IPTC.By-line', ''],
  ['IPTC.Keywords', 'travel;city;2010'],
];

function jpegItems({ width, height }: Camera): Items {
  return [
    ['JPEG.Compression Type', 'Baseline'],
    ['JPEG.Data Precision', '8 bits'],
    ['JPEG.Image Height', `${height} pixels`],
    ['JPEG.Image Width', `${width} pixels`],
    ['JPEG.Number of Components', '3'],
    ['JPEG.Component 1', 'Y component: Quantization table 0, Sampling factors 2 horiz/1 vert'],
    ['JPEG.Component 2', 'Cb component: Quantization table 1, Sampling factors 1 horiz/1 vert'],
    ['JPEG.Component 3', 'Cr component: Quantization table 1, Sampling factors 1 horiz/1 vert'],
  ];
}

function ifd0Items({ make, model }: Camera): Items {
  return [
    ['Exif IFD0.Image Description', ''],
    ['Exif IFD0.Make', make],
    ['Exif IFD0.Model', model],
    ['Exif IFD0.Orientation', '{orientation}'],
    ['Exif IFD0.X Resolution', '72 dots per inch'],
    ['Exif IFD0.Y Resolution', '72 dots per inch'],
    ['Exif IFD0.Resolution Unit', 'Inch'],
    ['Exif IFD0.Date/Time', '{date}'],
    ['Exif IFD0.YCbCr Positioning', 'Datum point'],
  ];
}

function subIfdItems({ width, height }: Camera): Items {
  return [
    ['Exif SubIFD.Exposure Time', '{exposure} sec'],
    ['Exif SubIFD.F-Number', 'F{aperture}'],
    ['Exif SubIFD.Exposure Program', 'Program normal'],
    ['Exif SubIFD.ISO Speed Ratings', '{iso}'],
    ['Exif SubIFD.Exif Version', '2.21'],
    ['Exif SubIFD.Date/Time Original', '{date}'],
    ['Exif SubIFD.Components Configuration', 'YCbCr'],
    ['Exif SubIFD.Exposure Bias Value', '{bias} EV'],
    ['Exif SubIFD.Metering Mode', 'Multi-segment'],
    ['Exif SubIFD.White Balance', 'Unknown'],
    ['Exif SubIFD.Flash', '{flash}'],
    ['Exif SubIFD.Focal Length', '{focal} mm'],
    ['Exif SubIFD.Color Space', 'sRGB'],
    ['Exif SubIFD.Exif Image Width', `${width} pixels`],
    ['Exif SubIFD.Exif Image Height', `${height} pixels`],
  ];
}

function lensItems({ focal: [shortest, longest] }: Camera): Items {
  return [
    ['Exif SubIFD.Lens Specification', `${shortest}-${longest}mm f/3.5-5.6`],
    ['Exif SubIFD.Body Serial Number', '{serial}'],
    ['Exif SubIFD.Focal Plane X Resolution', '3442016/899 inches'],
    ['Exif SubIFD.Focal Plane Resolution Unit', 'Inches'],
  ];
}

function makernoteItems(maker: Maker): Items {
  const items = MAKER_TAGS[maker]
    .split(';')
    .map((name, index) => [`${maker} Makernote.${name}`, MAKER_VALUES[index % MAKER_VALUES.length] ?? ''] as const);
  // A key that stands in the line twice.
  return [
    ...items,
    [`${maker} Makernote.Unknown tag (0x2000)`, '0'],
    [`${maker} Makernote.Unknown tag (0x2000)`, '{number}'],
  ];
}

/** Encodes the items and joins what lies between two slots. */
function piecesOf(items: Items): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  for (const [index, [key, value]] of items.entries()) {
    const dot = key.indexOf('.');
    text += `${index === 0 ? '' : ','}${encode(key.slice(0, dot))}.${encode(key.slice(dot + 1))}:`;
    for (const part of value.split(/(\{\w+\})/)) {
      if (part.startsWith('{')) {
        // The tables above are the only source of slot names; a test fills every slot of every camera.
        pieces.push({ text }, { slot: part.slice(1, -1) as Slot });
        text = '';
      } else {
        text += encode(part);
      }
    }
  }
  pieces.push({ text });
  return pieces;
}
