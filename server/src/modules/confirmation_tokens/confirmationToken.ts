import type { Id } from '@guichet/contract/ids.ts';
import type { WireShipping } from '@guichet/contract/wire/common.ts';

/** What a page has gathered for one confirmation. It is good once, and for twelve hours. */
export interface ConfirmationToken {
  readonly tenantId: number;
  readonly id: Id<'ctoken'>;
  readonly paymentMethodId: Id<'pm'>;
  readonly returnUrl: string | null;
  readonly setupFutureUsage: 'off_session' | 'on_session' | null;
  readonly shipping: WireShipping | null;
  /** The intent that it was used for. */
  readonly paymentIntentId: Id<'pi'> | null;
  readonly setupIntentId: Id<'seti'> | null;
  readonly created: Date;
  readonly expiresAt: Date;
}
