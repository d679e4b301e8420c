/** `--log`, of the commands that tell how far they are. */
export const LOG_FLAG = {
  choices: ['human', 'json'],
  default: 'human',
  describe: 'Progress for people, or a JSON object a line',
} as const;

export type LogName = (typeof LOG_FLAG.choices)[number];

/** As the parsers give it. */
export interface LogFlag {
  readonly log?: LogName | readonly LogName[];
}

/** Of several values the last counts. */
export function isJsonLog({ log }: LogFlag): boolean {
  return [log].flat().at(-1) === 'json';
}
