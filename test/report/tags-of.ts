/** The tags of one name in a markup, each with its attributes, whose order is the drawing library's. */
export function tagsOf(markup: string, name: string): Readonly<Record<string, string>>[] {
  return [...markup.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])),
  );
}
