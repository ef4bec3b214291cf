import type { SaleDraft } from '../saleDraft.ts';

/** What the items need of the form around them. */
export interface ItemsPartProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
  readonly locked: boolean;
}
