import type { StaffChannel } from '@guichet/contract/terminal.ts';
import type { StaffRequests } from './staffRequests.ts';

interface PastSale {
  readonly amount: string;
  readonly method: string;
  readonly description: string;
  readonly channel: StaffChannel;
  readonly customer?: string;
  readonly hold?: true;
}

/** What the history leaves behind to look at. */
export interface SomeHistory {
  /** A customer with a saved card and several payments. */
  readonly regular: string;
  /** A payment of the regular customer, refunded in part, with a receipt. */
  readonly refunded: string;
  readonly message: string;
}

const AGREEMENT =
  'I agree that Atelier Lumière keeps this card and uses it for payments that I ask for. I can withdraw this agreement at any time.';

/** An ordinary morning at a workshop that makes lamps, so that lists, pages and pictures have something to show. */
export async function makeSomeHistory(staff: StaffRequests): Promise<SomeHistory> {
  const customer = async (name: string, email: string, phone: string): Promise<string> =>
    (await staff.postForm('/v1/customers', { name, email, phone })).id;
  const take = async ({ amount, method, description, channel, customer: whose, hold }: PastSale): Promise<string> => {
    const form = {
      ...{ amount, currency: 'eur', confirm: 'true', 'payment_method_types[]': 'card', payment_method: method, description },
      ...(whose === undefined ? {} : { customer: whose }),
      ...(hold === undefined ? {} : { capture_method: 'manual' }),
      ...(channel === 'in_person' ? {} : { 'payment_method_options[card][moto]': 'true' }),
    };
    return (await staff.postForm('/v1/payment_intents', form, channel)).id;
  };

  const camille = await customer('Camille Durand', 'camille.durand@example.com', '+33 6 12 34 56 78');
  const giulia = await customer('Giulia Rossi', 'giulia.rossi@example.it', '+39 347 123 4567');
  const hotel = await customer('Hôtel Belle Rive', 'compta@belle-rive.example', '+33 4 50 12 34 56');
  await customer('Jean-Baptiste de la Roche-Foucauld', 'jb@example.com', '');

  await take({ amount: '31000', method: 'pm_card_bypassPending', description: 'Floor lamp, restored', channel: 'in_person' });
  await staff.postForm('/v1/payouts', { amount: '20000', currency: 'eur', description: 'Rent of the workshop' });
  await take({ amount: '12800', method: 'pm_card_visa', description: 'Desk lamp, brass', channel: 'phone', customer: giulia });
  await take({ amount: '8550', method: 'pm_card_mastercard', description: 'Repair of a chandelier', channel: 'in_person' });
  await take({ amount: '6400', method: 'pm_card_chargeDeclinedInsufficientFunds', description: 'Two shades', channel: 'phone' });
  const refunded = await take({
    amount: '24900',
    method: 'pm_card_amex',
    description: 'Invoice 2041',
    channel: 'email',
    customer: camille,
  });
  await staff.postForm('/v1/refunds', { payment_intent: refunded, amount: '5000', reason: 'requested_by_customer' });
  await take({
    amount: '120000',
    method: 'pm_card_visa',
    description: 'Six wall lamps, deposit',
    channel: 'mail',
    customer: hotel,
    hold: true,
  });
  const kept = await staff.get<{ payment_intent: { payment_method: string } }>(`/guichet/v1/payments/${refunded}`);
  await staff.postJson('/guichet/v1/saved_cards', {
    payment_method: kept.payment_intent.payment_method,
    customer: camille,
    consent: { channel: 'email', language: 'en', text: AGREEMENT },
  });
  const receipt = { payment_intent: refunded, email: 'camille.durand@example.com', language: 'fr' };
  const { id: message } = await staff.postJson('/guichet/v1/receipts', receipt);
  return { regular: camille, refunded, message };
}
