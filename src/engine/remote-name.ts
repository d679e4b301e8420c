/** Whether a name is a URL that is read from a server; apart from what reads it, which takes longer to load. */
export function isRemote(name: string): boolean {
  return /^(?:https?|s3):\/\//i.test(name);
}
