/** The six Creative Commons licences of the dataset, told by their URL. */

/** Every short code, from the freest to the strictest. */
export const LICENSES = ['by', 'by-sa', 'by-nd', 'by-nc', 'by-nc-sa', 'by-nc-nd'] as const;

export type License = (typeof LICENSES)[number];

/** The dataset has version 2.0 only, always in this spelling. */
const BY_URL: ReadonlyMap<string, License> = new Map(
  LICENSES.map((license) => [`http://creativecommons.org/licenses/${license}/2.0/`, license]),
);

/** The short code of a licence URL; null when it is none of the six. */
export function licenseOf(url: string): License | null {
  return BY_URL.get(url) ?? null;
}
