/** To how many threads more would help, in a sentence. */
import { count } from '../core/format.js';
import { peakThreads, threadsAtEfficiency, throughput, type ScalingLaw } from './scaling-law.js';

/** More than any machine that this is likely to be asked for. */
const MOST_THREADS = 512;

/** By the law that fits, told for a machine of so many cores; `unit`: what is counted. */
export function lawSentence(law: ScalingLaw, cores: number, unit: string): string {
  const { sigma, kappa, lambda } = law;
  const peak = peakThreads(law);
  const double = throughput(law, 2 * cores) / throughput(law, cores);
  const worth = threadsAtEfficiency(law, 0.5, MOST_THREADS);
  const until = worth >= MOST_THREADS ? `to ${MOST_THREADS} and more` : `to ${worth}`;
  const end = Number.isFinite(peak) ? `; beyond ${Math.round(peak)} they would do less` : '';
  return (
    `By the scalability law (one thread ${count(lambda)} ${unit}/s, sigma ${sigma.toFixed(3)}, kappa ${kappa.toFixed(4)}), ` +
    `${2 * cores} threads on as many cores would do ${double.toFixed(1)} times what ${cores} do; each does at least half of what one does alone up ${until}${end}.`
  );
}
