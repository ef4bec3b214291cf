import type { FaultKind } from '../api.ts';

export interface FaultPlan {
  waits: 'never' | 'before_work' | 'after_work';
  works: boolean;
  ends: 'answer' | 'hold' | 'cut' | 'error_500' | 'answer_twice';
}

export const withoutFault: FaultPlan = { waits: 'never', works: true, ends: 'answer' };

/** Each fault says whether the work is done, and what the caller gets to see. */
export const faultPlans: Record<FaultKind, FaultPlan> = {
  slow: { waits: 'before_work', works: true, ends: 'answer' },
  slow_answer: { waits: 'after_work', works: true, ends: 'answer' },
  no_answer_before: { waits: 'never', works: false, ends: 'hold' },
  no_answer_after: { waits: 'never', works: true, ends: 'hold' },
  cut_before: { waits: 'never', works: false, ends: 'cut' },
  cut_after: { waits: 'never', works: true, ends: 'cut' },
  error_500_before: { waits: 'never', works: false, ends: 'error_500' },
  error_500_after: { waits: 'never', works: true, ends: 'error_500' },
  duplicate_answer: { waits: 'never', works: true, ends: 'answer_twice' },
};
