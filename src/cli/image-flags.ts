/** The flags of `yfcc run` that say what is done with pictures. */
import { IMAGE_ENCODINGS } from '../core/image.js';
import { RESIZE_MODES } from '../jobs/image-options.js';

const GROUP = 'Pictures (with --media photos or all):';

/** One entry an option of `ImageOptions`, with its flag's text. */
export const IMAGE_FLAGS = {
  resize: { type: 'number', group: GROUP, describe: 'Pixels of the shorter side, 8 to 8192; 0: as they are' },
  resizeMode: {
    choices: RESIZE_MODES,
    group: GROUP,
    describe: 'Shorter side; a square, cut to it; a square, white beside; or only --encode',
  },
  onlyIfBigger: { type: 'boolean', group: GROUP, describe: 'Leave those as they are that --resize would enlarge' },
  encode: { choices: IMAGE_ENCODINGS, group: GROUP, describe: 'Else resized ones are JPEG, others as they came' },
  quality: { type: 'number', group: GROUP, describe: 'Of what is encoded, other than PNG, 1 to 100' },
  minImageSize: { type: 'number', group: GROUP, describe: 'Least pixels of the shorter side' },
  maxImageArea: { type: 'number', group: GROUP, describe: 'Most pixels, width by height; 0: any' },
  maxAspectRatio: { type: 'number', group: GROUP, describe: 'Most of the longer side over the shorter; 0: any' },
  maxImagePixels: { type: 'number', group: GROUP, describe: 'Larger ones are not decoded' },
  imageFacts: { type: 'boolean', group: GROUP, describe: 'Size, format and perceptual hash into the record' },
} as const;
