import type { CounterMethod, CounterView } from '@guichet/contract/counterViews.ts';
import type { Ref } from 'react';
import type { SaleDraft } from '../saleDraft.ts';
import type { SaleProblems } from '../validateSale.ts';

/** Takes what stands in the form. */
export interface OtherTaking {
  readonly submit: () => void;
}

/** Whether the fields above may change: not while an answer is `out`, nor when it is `done`. A new sale begins only when none is out. */
export type OtherLock = 'free' | 'out' | 'done';

/** What a method that is not a card needs of the counter around it. */
export interface OtherMethodProps<M extends CounterMethod = CounterMethod> {
  readonly method: M;
  readonly draft: SaleDraft;
  readonly view: CounterView;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
  /** The problems of the fields above, which the counter shows there. */
  readonly onProblems: (problems: SaleProblems) => void;
  readonly onLock: (lock: OtherLock) => void;
  readonly onNewSale: () => void;
  readonly ref: Ref<OtherTaking>;
}
