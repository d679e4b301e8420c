/** Puts every side file of a job that is in another order than the dataset file into that order. */
import { bySide, SIDE_SOURCES, type SideSource } from '../core/fields.js';
import type { RowTable } from '../core/row-table.js';
import type { Cursors } from '../engine/align.js';
import { lineOfRow, type SideOrder } from './ordered-text.js';
import { readRowTable } from './row-keys.js';
import { orderSide, type OrderSideOptions } from './side-order.js';
import type { SideOrders } from './sources.js';
import { unorderedSides } from './unordered-sides.js';

/** The orders by source; null when `stop` was given before they were there. */
export async function orderSides(options: Omit<OrderSideOptions, 'source' | 'rowTable'>): Promise<SideOrders | null> {
  const { resolved, files, decoding, stop } = options;
  const orders: Partial<Record<SideSource, SideOrder>> = {};
  let table: Promise<RowTable> | null = null;
  const rowTable = (): Promise<RowTable> => (table ??= readRowTable(resolved, files, decoding, stop));
  try {
    // One behind the other: each keeps all threads busy.
    for (const source of await unorderedSides(resolved, files, decoding)) {
      orders[source] = await orderSide({ ...options, source, rowTable });
    }
  } catch (error) {
    if (stop.aborted) return null;
    throw error;
  }
  return orders;
}

/** Where each source is to begin for dataset row `row` to come: with a side file in order, where a bucket of it begins. */
export function nearLines(row: number, orders: SideOrders): Cursors {
  const bucketRows = SIDE_SOURCES.map((source) => orders[source]?.bucketRows ?? 1).reduce((a, b) => Math.max(a, b), 1);
  const near = row - (row % bucketRows);
  const sides = bySide((source) => {
    const order = orders[source];
    return order === undefined ? near : lineOfRow(order, near);
  });
  return { dataset: near, ...sides };
}
