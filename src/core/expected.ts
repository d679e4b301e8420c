/** The sentence that says why a line is rejected: what was expected and what came. */

/** A reject is read by people: more of a wrong cell than this says nothing new. */
const SHOWN_CHARACTERS = 40;

/** ``Expected the photo id to be 1 to 20 digits, got `abc`.`` A long text is cut. */
export function expected(what: string, got: string): string {
  const shown = got.length > SHOWN_CHARACTERS ? `${got.slice(0, SHOWN_CHARACTERS)}...` : got;
  return `Expected ${what}, got \`${shown}\`.`;
}
