import { CompactEncrypt, importJWK, type JWK } from 'jose';
import type { RecordingClient } from './recordingClient.ts';

export interface TypedCard {
  readonly number: string;
  readonly cvc: string;
}

/** Codes that stand nowhere else: no amount, day or port of the run has them. */
export const CODES = { three: '739', four: '8462' } as const;

export const cardOf = (number: string): TypedCard => ({ number, cvc: /^3[47]/.test(number) ? CODES.four : CODES.three });

const fields = ({ number, cvc }: TypedCard, prefix: string): Record<string, string> => ({
  [`${prefix}[number]`]: number,
  [`${prefix}[exp_month]`]: '12',
  [`${prefix}[exp_year]`]: '2034',
  [`${prefix}[cvc]`]: cvc,
});
const methodData = (card: TypedCard): Record<string, string> => ({
  'payment_method_data[type]': 'card',
  ...fields(card, 'payment_method_data[card]'),
});
let payments = 0;

/** Each of another amount: the networks forbid to ask again for one that was refused for good. */
function payment(more: Readonly<Record<string, string>>): Record<string, string> {
  payments += 1;
  return { amount: String(5000 + payments), currency: 'eur', ...more };
}

export async function encrypted(client: RecordingClient, card: TypedCard): Promise<string> {
  const { jwk, kid } = (await client.get('/guichet/v1/card_key')).body as unknown as { jwk: JWK; kid: string };
  const plain = JSON.stringify({ number: card.number, exp_month: 12, exp_year: 2034, cvc: card.cvc });
  return new CompactEncrypt(new TextEncoder().encode(plain))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
    .encrypt(await importJWK(jwk, 'ECDH-ES'));
}

const method = async (client: RecordingClient, card: TypedCard): Promise<string> =>
  (await client.form('/v1/payment_methods', { type: 'card', ...fields(card, 'card') })).body.id;

/** Every way in which a card number reaches the server. Each ends with a charge, approved or declined. */
export const WAYS: Readonly<Record<string, (client: RecordingClient, card: TypedCard) => Promise<number>>> = {
  'plain, with the payment': async (client, card) =>
    (await client.form('/v1/payment_intents', payment({ confirm: 'true', ...methodData(card) }))).status,

  'plain, in the groups that are printed on it': async (client, { number, cvc }) => {
    const spaced = { number: number.replace(/(.{4})(?=.)/g, '$1 '), cvc };
    return (await client.form('/v1/payment_intents', payment({ confirm: 'true', ...methodData(spaced) }))).status;
  },

  'plain, before the payment': async (client, card) => {
    const id = await method(client, card);
    return (await client.form('/v1/payment_intents', payment({ confirm: 'true', payment_method: id }))).status;
  },

  'plain, with a payment that is confirmed later': async (client, card) => {
    const made = await client.form('/v1/payment_intents', payment({ capture_method: 'manual', ...methodData(card) }));
    return (await client.form(`/v1/payment_intents/${made.body.id}/confirm`, {})).status;
  },

  'encrypted by the page': async (client, card) => {
    const token = await client.json('/guichet/v1/card_tokens', { jwe: await encrypted(client, card) });
    const data = { 'payment_method_data[type]': 'card', 'payment_method_data[card][token]': token.body.id };
    return (await client.form('/v1/payment_intents', payment({ confirm: 'true', ...data }))).status;
  },

  'on a customer’s file': async (client, card) => {
    const customer = (await client.form('/v1/customers', { name: 'Ada' })).body.id;
    const id = await method(client, card);
    await client.form(`/v1/payment_methods/${id}/attach`, { customer });
    const form = payment({ confirm: 'true', customer, payment_method: id, off_session: 'true' });
    return (await client.form('/v1/payment_intents', form)).status;
  },
};
