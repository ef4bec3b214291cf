import type { Id } from '@guichet/contract/ids.ts';

/** What somebody noted about a customer. It is never changed. */
export interface CustomerNote {
  readonly tenantId: number;
  readonly id: Id<'cnote'>;
  readonly customerId: string;
  readonly words: string;
  /** A person's id or a key's. */
  readonly notedBy: string;
  readonly created: Date;
}
