/** The flags of Node that worker threads get. */

/** Of the process's own those that a thread takes: it refuses what is for a process alone, such as V8's. */
const KEPT = /^--(?:enable-source-maps|cpu-prof|heap-prof)$|^--(?:(?:cpu|heap)-prof-[a-z]+|import|require)=/;

/** Those whose value may be the next word. */
const KEPT_WITH_VALUE: ReadonlySet<string> = new Set(['--import', '--require', '-r']);

/**
 * Piscina would `require()` the workers, which are ES modules, and a thread that is ended while Node 20 does that takes
 * the whole process with it, by a fatal error or a failed assertion. Without the flag it can't, and has to `import()`.
 */
const NO_REQUIRE = '--no-experimental-require-module';

/** @param execArgv the process's own */
export function workerFlags(execArgv: readonly string[]): string[] {
  return [
    NO_REQUIRE,
    ...execArgv.filter((word, k) => {
      return KEPT.test(word) || KEPT_WITH_VALUE.has(word) || KEPT_WITH_VALUE.has(execArgv[k - 1] ?? '');
    }),
  ];
}
