import type { Id } from '@guichet/contract/ids.ts';
import type { Language } from '@guichet/contract/terminal.ts';

/** Long enough for who reads mail once a week, short for a mail that lies about. */
export const REQUEST_LIFE_MS = 14 * 86_400_000;

/** That a payer was asked by mail to allow debits of an account. */
export interface MandateRequest {
  readonly tenantId: number;
  readonly id: Id<'mreq'>;
  readonly paymentMethodId: Id<'pm'>;
  readonly email: string | null;
  readonly language: Language;
  /** How often it was sent; only the newest link is good. */
  readonly serial: number;
  readonly askedBy: string;
  readonly created: Date;
  readonly sent: Date;
  readonly expires: Date;
  readonly revoked: Date | null;
  readonly mandateId: Id<'mandate'> | null;
}

export type RequestStatus = 'open' | 'expired' | 'accepted' | 'revoked';

export function statusOf({ mandateId, revoked, expires }: MandateRequest, now: Date): RequestStatus {
  if (mandateId !== null) return 'accepted';
  if (revoked !== null) return 'revoked';
  return expires > now ? 'open' : 'expired';
}
