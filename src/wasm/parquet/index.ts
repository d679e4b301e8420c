/** What the host calls: `layOut`, `scanRecords`, then of each column `fillColumn`, and of each of its leaves the rest. */
import { JSON, LEAVES, NAMES } from './memory';

export { layOut, output } from './memory';
export { scanRecords } from './scan';
export { fillColumn, levelCount, presentCount } from './column';
export { entryCount } from './dictionary';
export {
  definitionBytes,
  greatestAt,
  leastAt,
  openLeaf,
  outputEnd,
  pageLevels,
  pageNulls,
  pageRows,
  plainBytes,
  putDictionary,
  putPage,
  repetitionBytes,
} from './leaf';

export const jsonAddress: usize = JSON;
export const namesAddress: usize = NAMES;
export const leavesAddress: usize = LEAVES;
