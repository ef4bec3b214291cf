import type { FormValue } from '../../api/formBody.ts';
import type { SaleDraft } from './saleDraft.ts';
import { saleMetadata } from './saleExtras.ts';

interface PaymentSource {
  /** `tok_…` of a card keyed in, or `pm_…` of a saved one. */
  readonly source: string;
  readonly amountMinor: bigint;
  readonly customer: string | null;
}

const orNothing = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

function keyedCard(token: string, { address }: SaleDraft): Record<string, FormValue> {
  const line1 = orNothing(address.line1);
  const postal_code = orNothing(address.postalCode);
  // The country alone would say nothing about the payer: it is only a preset of the form.
  const given = line1 !== undefined || postal_code !== undefined;
  return {
    payment_method_types: ['card'],
    payment_method_data: {
      type: 'card',
      card: { token },
      billing_details: given ? { address: { line1, postal_code, country: orNothing(address.country) } } : undefined,
    },
  };
}

/** A hold that can be raised is only asked for: the charge says whether the card's bank agrees. */
function cardOptions({ channel, taking, raisable }: SaleDraft): FormValue | undefined {
  const card = {
    ...(channel !== 'in_person' && { moto: true }),
    ...(taking === 'later' && raisable && { request_incremental_authorization: 'if_available' }),
  };
  return Object.keys(card).length === 0 ? undefined : { card };
}

/** The parameters of `POST /v1/payment_intents`. A card keyed in person isn't mail or telephone order, and isn't marked so. */
export function paymentParameters(draft: SaleDraft, { source, amountMinor, customer }: PaymentSource): Record<string, FormValue> {
  return {
    amount: String(amountMinor),
    currency: draft.currency,
    confirm: true,
    ...(source.startsWith('pm_') ? { payment_method_types: ['card'], payment_method: source } : keyedCard(source, draft)),
    customer: customer ?? undefined,
    description: orNothing(draft.reference),
    ...(draft.taking === 'later' && { capture_method: 'manual' }),
    payment_method_options: cardOptions(draft),
    metadata: saleMetadata(draft),
  };
}
