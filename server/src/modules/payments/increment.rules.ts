import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { Charge } from './charge.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** What a raise changes besides the amount; kept with its attempt until the issuer has said yes. */
export interface IncrementDetails {
  readonly description?: string;
  readonly metadata?: MetadataChange;
  readonly descriptor?: string;
}

/** Whether what a charge holds can be raised: that was asked for, the card allows it, and nothing has been taken. */
export const isRaisable = ({ details, captured, status }: Pick<Charge, 'details' | 'captured' | 'status'>): boolean =>
  details.type === 'card' && details.incremental === true && !captured && status === 'succeeded';

/** Charge and intent once more is held. Until when it is held stays as it was. */
export function raised(
  intent: PaymentIntent,
  charge: Charge,
  amount: bigint,
  { description, metadata, descriptor }: IncrementDetails,
): { readonly intent: PaymentIntent; readonly charge: Charge } {
  return {
    charge: {
      ...charge,
      amount,
      ...(descriptor !== undefined && { statementDescriptor: descriptor, calculatedDescriptor: descriptor }),
      version: charge.version + 1,
    },
    intent: {
      ...intent,
      status: 'requires_capture',
      viewStatus: 'requires_capture',
      amount,
      amountCapturable: amount,
      ...(description !== undefined && { description }),
      ...(descriptor !== undefined && { statementDescriptor: descriptor }),
      metadata: applyMetadata(intent.metadata, metadata),
      version: intent.version + 1,
    },
  };
}
