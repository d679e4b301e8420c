/** Cameras, as they name themselves in Exif, with what decides the look of their Exif lines; the most used first. */

/** One model. Text is plain, not encoded. */
export interface Camera {
  readonly make: string;
  readonly model: string;
  /** Which makernote it writes. */
  readonly maker: Maker;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Shortest and longest focal length, in millimetres. */
  readonly focal: readonly [number, number];
  /** Phones know where they are; bodies with changing lenses name the lens. */
  readonly kind: 'phone' | 'compact' | 'reflex' | 'scanner';
}

export type Maker =
  | 'Canon'
  | 'Nikon'
  | 'Sony'
  | 'Panasonic'
  | 'Olympus'
  | 'Fujifilm'
  | 'Pentax'
  | 'Casio'
  | 'Kodak'
  | 'none';

type Row = readonly [Maker, string, string, number, number, number, number, Camera['kind']];

const ROWS: readonly Row[] = [
  ['none', 'Apple', 'iPhone 4', 2592, 1936, 3.9, 3.9, 'phone'],
  ['Canon', 'Canon', 'EOS 5D Mark II', 5616, 3744, 17, 200, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D90', 4288, 2848, 18, 200, 'reflex'],
  ['none', 'Apple', 'iPhone 4S', 3264, 2448, 4.3, 4.3, 'phone'],
  ['Canon', 'Canon', 'EOS 7D', 5184, 3456, 10, 300, 'reflex'],
  ['Canon', 'Canon', 'EOS 40D', 3888, 2592, 10, 250, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D300', 4288, 2848, 12, 300, 'reflex'],
  ['Canon', 'Canon', 'EOS DIGITAL REBEL XTi', 3888, 2592, 18, 55, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D7000', 4928, 3264, 18, 200, 'reflex'],
  ['none', 'Apple', 'iPhone 5', 3264, 2448, 4.1, 4.1, 'phone'],
  ['Canon', 'Canon', 'EOS REBEL T1i', 4752, 3168, 18, 250, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D80', 3872, 2592, 18, 135, 'reflex'],
  ['Canon', 'Canon', 'EOS REBEL T2i', 5184, 3456, 18, 250, 'reflex'],
  ['Canon', 'Canon', 'EOS 20D', 3504, 2336, 17, 200, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D70s', 3008, 2000, 18, 70, 'reflex'],
  ['Nikon', 'NIKON CORPORATION', 'NIKON D3100', 4608, 3072, 18, 55, 'reflex'],
  ['Canon', 'Canon', 'EOS 400D DIGITAL', 3888, 2592, 18, 55, 'reflex'],
  ['Canon', 'Canon', 'PowerShot ELPH 310 HS', 4000, 3000, 5, 40, 'compact'],
  ['Canon', 'Canon', 'PowerShot A710 IS', 3072, 2304, 5.8, 34.8, 'compact'],
  ['Canon', 'Canon', 'PowerShot SX30 IS', 4320, 3240, 4.3, 150.5, 'compact'],
  ['Canon', 'Canon', 'DIGITAL IXUS i5', 2592, 1944, 6.6, 6.6, 'compact'],
  ['Canon', 'Canon', 'PowerShot G10', 4416, 3312, 6.1, 30.5, 'compact'],
  ['Canon', 'Canon', 'PowerShot S90', 3648, 2736, 6, 22.5, 'compact'],
  ['Sony', 'SONY', 'DSC-HX5V', 3648, 2736, 4.25, 42.5, 'compact'],
  ['Sony', 'SONY', 'DSC-P73', 2304, 1728, 6, 18, 'compact'],
  ['Sony', 'SONY', 'DSC-W55', 3072, 2304, 6.3, 18.9, 'compact'],
  ['Sony', 'SONY', 'DSLR-A200', 3872, 2592, 18, 70, 'reflex'],
  ['Sony', 'SONY', 'NEX-5', 4592, 3056, 18, 55, 'reflex'],
  ['Panasonic', 'Panasonic', 'DMC-FZ28', 3648, 2736, 4.8, 86.4, 'compact'],
  ['Panasonic', 'Panasonic', 'DMC-TZ3', 3072, 2304, 4.6, 46, 'compact'],
  ['Panasonic', 'Panasonic', 'DMC-LX3', 3648, 2736, 5.1, 12.8, 'compact'],
  ['Panasonic', 'Panasonic', 'DMC-GF1', 4000, 3000, 14, 45, 'reflex'],
  ['Olympus', 'OLYMPUS IMAGING CORP.', 'E-PL1', 4032, 3024, 14, 42, 'reflex'],
  ['Olympus', 'OLYMPUS IMAGING CORP.', 'u1030SW,S1030SW', 3648, 2736, 5, 18.2, 'compact'],
  ['Olympus', 'OLYMPUS OPTICAL CO.,LTD', 'C3040Z', 2048, 1536, 7.1, 21.3, 'compact'],
  ['Fujifilm', 'FUJIFILM', 'FinePix S5700 S700', 3072, 2304, 6.3, 63, 'compact'],
  ['Fujifilm', 'FUJIFILM', 'FinePix X100', 4288, 2848, 23, 23, 'compact'],
  ['Pentax', 'PENTAX', 'PENTAX K10D', 3872, 2592, 16, 250, 'reflex'],
  ['Pentax', 'PENTAX Corporation', 'PENTAX *ist DL', 3008, 2008, 18, 55, 'reflex'],
  ['Casio', 'CASIO COMPUTER CO.,LTD.', 'EX-Z750', 3072, 2304, 7.9, 23.7, 'compact'],
  ['Kodak', 'EASTMAN KODAK COMPANY', 'KODAK Z712 IS ZOOM DIGITAL CAMERA', 3072, 2304, 5.8, 69.6, 'compact'],
  ['Kodak', 'EASTMAN KODAK COMPANY', 'KODAK DX6490 ZOOM DIGITAL CAMERA', 2304, 1728, 6.3, 63, 'compact'],
  ['Nikon', 'NIKON', 'COOLPIX P90', 4000, 3000, 4.6, 110.4, 'compact'],
  ['Nikon', 'NIKON', 'E5400', 2592, 1944, 5.8, 24, 'compact'],
  ['none', 'Apple', 'iPhone 3GS', 2048, 1536, 3.9, 3.9, 'phone'],
  ['none', 'HTC', 'Desire HD', 3264, 2448, 4.6, 4.6, 'phone'],
  ['none', 'SAMSUNG', 'GT-I9100', 3264, 2448, 4, 4, 'phone'],
  ['none', 'samsung', 'Galaxy Nexus', 2592, 1944, 3.4, 3.4, 'phone'],
  ['none', 'Nokia', 'N950', 4000, 3000, 4.1, 4.1, 'phone'],
  ['none', 'Nokia', 'N95', 2592, 1944, 5.6, 5.6, 'phone'],
  ['none', 'Sony Ericsson', 'K800i', 2048, 1536, 5.4, 5.4, 'phone'],
  ['none', 'Motorola', 'DROIDX', 3264, 2448, 4.6, 4.6, 'phone'],
  ['none', 'Couragent, Inc.', 'Flip-Pal 100C', 2550, 3510, 1, 1, 'scanner'],
  ['none', 'EPSON', 'Perfection V500', 3600, 2400, 1, 1, 'scanner'],
  ['none', 'NORITSU KOKI', 'QSS-32_33', 3130, 2075, 1, 1, 'scanner'],
  ['none', 'Hewlett-Packard', 'HP PhotoSmart 735 (V1.0)', 2048, 1536, 5.7, 17.1, 'compact'],
  ['none', 'KONICA MINOLTA', 'DiMAGE Z3', 2272, 1704, 5.8, 69.9, 'compact'],
  ['none', 'SONY', 'DCR-PC110E', 1152, 864, 4.2, 42, 'compact'],
];

export const CAMERAS: readonly Camera[] = ROWS.map(([maker, make, model, width, height, shortest, longest, kind]) => ({
  make,
  model,
  maker,
  width,
  height,
  focal: [shortest, longest],
  kind,
}));
