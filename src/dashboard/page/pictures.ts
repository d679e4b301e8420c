/** The newest pictures, as long as they are to be had; each is fetched once. */
import type { Picture } from '../message.js';
import { byId, element, keyedList, show } from './dom.js';
import { sizeText } from './numbers.js';
import { withToken } from './token.js';

/** Of a picture that has come, the address in memory; null: it is on its way, or was gone. */
type Shown = string | null;

/** Gives what shows them. */
export function pictureList(token: string | null): (pictures: readonly Picture[]) => void {
  const addresses = new Map<string, Shown>();
  let newest: readonly Picture[] = [];
  const update = keyedList<Picture>(byId('pictures', HTMLUListElement), () => {
    const image = element('img');
    const text = element('span');
    return {
      node: element('li', '', image, text),
      update({ id, bytes }) {
        if (image.src !== '') return;
        image.src = addresses.get(id) ?? '';
        image.alt = `Photo ${id}, ${sizeText(bytes)}`;
        text.textContent = id;
        text.ariaHidden = 'true';
      },
    };
  });
  const draw = (): void => {
    const there = newest.filter(({ id }) => (addresses.get(id) ?? null) !== null);
    show(byId('pictures-panel', HTMLElement), there.length > 0);
    update(there.map((picture) => [picture.id, picture]));
  };
  const load = async (id: string): Promise<void> => {
    addresses.set(id, null);
    const answer = await fetch(`/media/${encodeURIComponent(id)}`, { headers: withToken(token) }).catch(() => null);
    if (answer === null || !answer.ok || !addresses.has(id)) return;
    addresses.set(id, URL.createObjectURL(await answer.blob()));
    draw();
  };
  return (pictures) => {
    newest = pictures;
    const ids = new Set(pictures.map(({ id }) => id));
    for (const [id, address] of addresses) {
      if (ids.has(id)) continue;
      if (address !== null) URL.revokeObjectURL(address);
      addresses.delete(id);
    }
    draw();
    for (const id of ids) if (!addresses.has(id)) void load(id);
  };
}
