import { wireAmount } from '@guichet/contract/money.ts';
import type { MandateView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireMandate } from '@guichet/contract/wire/mandate.ts';
import type { Mandate } from './mandate.ts';
import { mandateText } from './mandateTexts.ts';

function acceptance({ acceptedAt, given, ipAddress, userAgent }: Mandate): WireMandate['customer_acceptance'] {
  const accepted_at = unixSeconds(acceptedAt);
  if (given !== 'online') return { accepted_at, offline: {}, type: 'offline' };
  return { accepted_at, online: { ip_address: ipAddress, user_agent: userAgent }, type: 'online' };
}

/** `baseUrl` is where payers and staff reach this place. */
export function mandateWire(mandate: Mandate, livemode: boolean, baseUrl: string): WireMandate {
  const { scheme, amount, currency } = mandate;
  return {
    id: mandate.id,
    object: 'mandate',
    customer_acceptance: acceptance(mandate),
    livemode,
    ...(amount === null ? { multi_use: {} } : { single_use: { amount: wireAmount(amount), currency } }),
    payment_method: mandate.paymentMethodId,
    payment_method_details:
      scheme === 'sepa_debit'
        ? { type: scheme, sepa_debit: { reference: mandate.reference, url: `${baseUrl}/guichet/v1/mandates/${mandate.id}` } }
        : { type: scheme, us_bank_account: mandate.given === 'written' ? { collection_method: 'paper' } : {} },
    status: mandate.status,
    type: mandate.type,
  };
}

/** All that is kept of a mandate, for staff and for whoever has to prove it. */
export function mandateView(mandate: Mandate, businessName: string): MandateView {
  const { text, amount } = mandate;
  return {
    id: mandate.id,
    object: 'guichet.mandate',
    payment_method: mandate.paymentMethodId,
    scheme: mandate.scheme,
    type: mandate.type,
    status: mandate.status,
    reference: mandate.reference,
    accepted_at: unixSeconds(mandate.acceptedAt),
    given: mandate.given,
    ip_address: mandate.ipAddress,
    user_agent: mandate.userAgent,
    text: text && { ...text, words: mandateText(mandate.scheme, text, businessName) },
    evidence: mandate.evidence,
    noted_by: mandate.notedBy,
    amount: amount === null ? null : wireAmount(amount),
    currency: mandate.currency,
    ended_at: mandate.endedAt && unixSeconds(mandate.endedAt),
    end_reason: mandate.endReason,
    created: unixSeconds(mandate.created),
  };
}
