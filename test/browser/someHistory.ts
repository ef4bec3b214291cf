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
  /** A sale in three equal parts, of which one is paid. */
  readonly sale: string;
  /** Where a payer is asked for the mandate of an account. */
  readonly agreement: string;
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

  const tax = await staff.postForm('/v1/tax_rates', { display_name: 'TVA', inclusive: 'true', percentage: '20' });
  await staff.postJson('/guichet/v1/items', { name: 'Desk lamp, brass', currency: 'eur', unit_amount: 12800, tax_rate: tax.id });
  await staff.postJson('/guichet/v1/items', { name: 'Lamp oil, 1 l', currency: 'eur', unit_amount: 950 });

  await staff.postJson('/guichet/v1/presets', { name: 'Deposit for a repair', amount: 5000, currency: 'eur', channel: 'phone' });
  await staff.postJson('/guichet/v1/own_fields', {
    key: 'purchase_order',
    label: 'Purchase order',
    kind: 'purchase_order',
    channels: ['mail'],
  });

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
  const lines = [
    { name: 'Ceiling lamp', unit_amount: 18500, quantity: 1, tax_rate: tax.id },
    { name: 'Bulb E27', unit_amount: 490, quantity: 4, discount_basis_points: 1000, tax_rate: tax.id },
  ];
  const { id: sale } = await staff.postJson('/guichet/v1/sales', { currency: 'eur', lines, parts: 3, customer: giulia });
  const part = { amount: 6755, currency: 'eur', method: 'cash', metadata: { guichet_sale: sale } };
  await staff.postJson('/guichet/v1/payment_records', part);
  const payer = { name: 'Hôtel Belle Rive', email: 'compta@belle-rive.example' };
  const account = await staff.postForm('/v1/payment_methods', {
    ...{ type: 'sepa_debit', 'sepa_debit[iban]': 'FR1420041010050500013M02606' },
    ...{ 'billing_details[name]': payer.name, 'billing_details[email]': payer.email },
  });
  await staff.postForm(`/v1/payment_methods/${account.id}/attach`, { customer: hotel });
  const asked = { payment_method: account.id, email: payer.email, language: 'en' };
  const { url } = await staff.postJson<{ url: string }>('/guichet/v1/mandate_requests', asked);
  const { pathname, hash } = new URL(url);
  return { regular: camille, refunded, message, sale, agreement: pathname + hash };
}
