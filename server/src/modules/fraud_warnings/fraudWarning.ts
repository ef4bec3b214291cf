import type { Id } from '@guichet/contract/ids.ts';

/** The issuer takes a charge for fraud, before anybody has disputed it. Giving the money back now may spare the dispute. */
export interface FraudWarning {
  readonly tenantId: number;
  readonly id: Id<'issfr'>;
  readonly chargeId: Id<'ch'>;
  readonly paymentIntentId: Id<'pi'>;
  /** Of a charge that the wire shows without an intent. */
  readonly direct: boolean;
  readonly fraudType: string;
  readonly created: Date;
  /** The charge has been neither refunded in full nor disputed, so something can still be done. */
  readonly actionable: boolean;
}
