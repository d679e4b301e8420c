/** HTML out of parts: whatever is put into a template is text and is escaped, unless it came out of a template. */

/** Made by `html` or `markup` alone, so that nothing goes into a page unescaped by accident. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Part[];

/** A template's markup; text in it is escaped, null and an empty list are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  for (const [k, part] of parts.entries()) text += markupOf(part) + (strings[k + 1] ?? '');
  return { markup: text };
}

/** Markup that somebody else has made, and escaped. */
export function markup(text: string): Html {
  return { markup: text };
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in markup, also in an attribute; for markup that is made without `html`. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
