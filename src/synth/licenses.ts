/** The six licences of the dataset: the name, with raw spaces, and the URL as they stand in columns 17 and 18. */

export interface License {
  readonly name: string;
  readonly url: string;
}

/** The most used first; the shares follow from the order. */
export const LICENSES: readonly License[] = [
  ['Attribution-NonCommercial-NoDerivs', 'by-nc-nd'],
  ['Attribution-NonCommercial-ShareAlike', 'by-nc-sa'],
  ['Attribution-NonCommercial', 'by-nc'],
  ['Attribution', 'by'],
  ['Attribution-ShareAlike', 'by-sa'],
  ['Attribution-NoDerivs', 'by-nd'],
].map(([name, code]) => ({ name: `${name} License`, url: `http://creativecommons.org/licenses/${code}/2.0/` }));
