import type { Id } from '@guichet/contract/ids.ts';
import type { CardFace } from './paymentMethod.ts';

/** A card that was entered and waits for the one request that uses it. */
export interface CardToken extends CardFace {
  readonly tenantId: number;
  readonly id: Id<'tok'>;
  readonly created: Date;
  readonly used: Date | null;
}
