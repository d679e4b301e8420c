/** Which outcomes stand alone in a picture, and in what colour. */
import { OUTCOMES, type Outcome } from '../core/outcome.js';
import type { KeyEntry } from './key.js';

export interface OutcomeGroup extends KeyEntry {
  readonly outcomes: readonly Outcome[];
}

type Outcomes = Readonly<Partial<Record<Outcome, number>>>;

/** Those that have a colour of their own in every report, so that two can be compared. */
const COLORS: Readonly<Partial<Record<Outcome, string>>> = {
  ok: 'var(--blue)',
  skipped: 'var(--green)',
  gone: 'var(--grey)',
};

const OTHER_COLORS = ['var(--orange)', 'var(--purple)', 'var(--brown)'] as const;

/** What there is, in the order of the outcomes; when there are too many to tell apart, the rarest as one. */
export function outcomeGroups(outcomes: Outcomes): OutcomeGroup[] {
  const there = OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0);
  const others = there
    .filter((outcome) => COLORS[outcome] === undefined)
    .toSorted((a, b) => (outcomes[b] ?? 0) - (outcomes[a] ?? 0));
  const alone = others.length > OTHER_COLORS.length ? others.slice(0, OTHER_COLORS.length - 1) : others;
  const rest = others.slice(alone.length);
  const groups = there
    .filter((outcome) => !rest.includes(outcome))
    .map((outcome) => ({
      name: outcome,
      color: COLORS[outcome] ?? OTHER_COLORS[alone.indexOf(outcome)] ?? '',
      outcomes: [outcome],
    }));
  return rest.length === 0
    ? groups
    : [...groups, { name: `${rest.length} others`, color: OTHER_COLORS.at(-1) ?? '', outcomes: rest }];
}

/** How many of a group. */
export function groupSum({ outcomes: names }: OutcomeGroup, outcomes: Outcomes): number {
  return names.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);
}
