/** `--profile`, of the commands that work on many threads. */
export const PROFILE_FLAG = {
  type: 'string',
  requiresArg: true,
  describe: 'Folder for a CPU profile a thread, and a page of flame graphs',
} as const;

/** Of several values the last counts. */
export function profileOf({
  profile,
}: {
  readonly profile?: string | readonly string[] | undefined;
}): string | undefined {
  return profile === undefined ? undefined : [profile].flat().at(-1);
}
