/** The page's elements: found, and changed only where something is different, so that focus and screen readers stay where they are. */

/** The element of that id and kind, which is in the page. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.querySelector(`#${id}`);
  if (!(found instanceof kind)) throw new Error(`Expected the page to have ${kind.name} #${id}`);
  return found;
}

export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function show(node: HTMLElement, isShown: boolean): void {
  if (node.hidden === isShown) node.hidden = !isShown;
}

/** A new element with a class, or none, and its children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

export interface FollowingField {
  show(text: string): void;
  /** What stands in it has been sent: from now on it shows again what is. */
  sent(): void;
}

/** A field that shows what is, but not while somebody types another value. */
export function followingField(input: HTMLInputElement): FollowingField {
  let shown = '';
  return {
    show(text) {
      if (input.value !== shown || document.activeElement === input) return;
      shown = text;
      input.value = text;
    },
    sent() {
      shown = input.value;
    },
  };
}

/** One of a list, which stays the same element as long as its key is in the list. */
export interface Item<Value> {
  readonly node: HTMLElement;
  update(value: Value): void;
}

/** Keeps the children of `parent` as a list says, each by its key, in its order. */
export function keyedList<Value>(
  parent: HTMLElement,
  make: (key: string) => Item<Value>,
): (entries: readonly (readonly [string, Value])[]) => void {
  const items = new Map<string, Item<Value>>();
  return (entries) => {
    const keys = new Set(entries.map(([key]) => key));
    for (const [key, { node }] of items) {
      if (keys.has(key)) continue;
      node.remove();
      items.delete(key);
    }
    for (const [at, [key, value]] of entries.entries()) {
      let item = items.get(key);
      if (item === undefined) {
        item = make(key);
        items.set(key, item);
      }
      if (parent.children[at] !== item.node) parent.insertBefore(item.node, parent.children[at] ?? null);
      item.update(value);
    }
  };
}

/** A cell with a bar and its share in figures. */
export function barCell(): { readonly cell: HTMLTableCellElement; update(share: number | null): void } {
  const fill = element('span', 'fill');
  const bar = element('span', 'bar', fill);
  bar.ariaHidden = 'true';
  const text = element('span', 'share');
  return {
    cell: element('td', 'bar-cell', element('div', 'bar-row', bar, text)),
    update(share) {
      fill.style.width = `${Math.round((share ?? 0) * 1000) / 10}%`;
      setText(text, share === null ? 'unknown' : `${Math.round(share * 100)}%`);
    },
  };
}

/** A cell with a number. */
export function numberCell(): HTMLTableCellElement {
  return element('td', 'n');
}

/** The cell that names a row. */
export function rowHeader(name: string): HTMLTableCellElement {
  const header = element('th', '', name);
  header.scope = 'row';
  return header;
}
