/** `--profile`, of the commands that work on many threads. */
export const PROFILE_FLAG = {
  type: 'string',
  requiresArg: true,
  describe: 'Folder for a CPU profile a thread, and a page of flame graphs',
} as const;

/** As yargs gives it. */
export interface ProfileFlag {
  readonly profile?: string | readonly string[] | undefined;
}

/** The option, if it was given; of several values the last counts. */
export function profileOf({ profile }: ProfileFlag): { readonly profile?: string } {
  const dir = profile === undefined ? undefined : [profile].flat().at(-1);
  return dir === undefined ? {} : { profile: dir };
}
