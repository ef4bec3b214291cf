import { useLingui } from '@lingui/react/macro';
import { PROBLEM_WORDS } from '../problemWords.ts';
import type { ItemsProblem, ItemsReckoning } from './itemsDraft.ts';

/** What is wrong with the items, below the field where it is. */
export function useItemProblemWords(reckoned: ItemsReckoning) {
  const { t, i18n } = useLingui();
  return (at: ItemsProblem['at']): string | null => {
    if (reckoned.ok || reckoned.problem.at !== at) return null;
    const { problem } = reckoned.problem;
    if (problem === 'percent') return t`Enter a percentage from 0 to 100, with two decimals at most.`;
    if (problem === 'discount_too_large') return t`The discount is more than what it is taken off.`;
    return i18n._(PROBLEM_WORDS.amount[problem]);
  };
}
