import { encrypted, type TypedCard } from './cardWays.ts';
import type { RecordingClient } from './recordingClient.ts';

/** Numbers that are no test cards: a wrong check digit, too many digits, too few, and a number of nobody's that passes the check. */
export const WRONG_NUMBERS = ['4242424242424241', '5555555555554443', '40000566556655561234', '378282246310', '4929804463622139'];

type Mistake = (client: RecordingClient, card: TypedCard) => Promise<{ readonly status: number }>;

const form =
  (path: string, parameters: (card: TypedCard) => Record<string, string>): Mistake =>
  (client, card) =>
    client.form(path, parameters(card));

const raw =
  (path: string, type: string, body: (card: TypedCard) => string): Mistake =>
  (client, card) =>
    client.send('POST', path, body(card), type);

const whole = ({ number, cvc }: TypedCard): Record<string, string> => ({
  type: 'card',
  'card[number]': number,
  'card[exp_month]': '12',
  'card[exp_year]': '2034',
  'card[cvc]': cvc,
});

/** What clients and staff get wrong with a card in their hands. Each is refused. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'the card has expired': form('/v1/payment_methods', (card) => ({ ...whole(card), 'card[exp_year]': '2020' })),
  'the month is the year': form('/v1/payment_methods', (card) => ({ ...whole(card), 'card[exp_month]': '34' })),
  'the code is too long': form('/v1/payment_methods', ({ number, cvc }) => ({ ...whole({ number, cvc: `${cvc}${cvc}` }) })),
  'the code is in the number': form('/v1/payment_methods', ({ number, cvc }) => whole({ number: `${number}${cvc}`, cvc })),
  'the number is a word': form('/v1/payment_methods', ({ number, cvc }) => whole({ number: `card ${number}`, cvc })),
  'a parameter is misspelt': form('/v1/payment_methods', ({ number }) => ({ type: 'card', 'card[nmuber]': number })),
  'the number is given twice': raw(
    '/v1/payment_methods',
    'application/x-www-form-urlencoded',
    ({ number }) => `type=card&card[number]=${number}&card[number]=${number}`,
  ),
  'the number is where its object belongs': form('/v1/payment_methods', ({ number }) => ({ type: 'card', card: number })),
  'the number is where a token belongs': form('/v1/payment_methods', ({ number }) => ({ type: 'card', 'card[token]': number })),
  'the number is where a payment method belongs': form('/v1/payment_intents', ({ number }) => ({
    amount: '4990',
    currency: 'eur',
    confirm: 'true',
    payment_method: number,
  })),
  'the number is typed into the amount': form('/v1/payment_intents', ({ number }) => ({ amount: number, currency: 'eur' })),
  'the number is typed into the currency': form('/v1/payment_intents', ({ number }) => ({ amount: '4990', currency: number })),
  'the number is typed into the e-mail': form('/v1/customers', ({ number }) => ({ email: number })),
  'the number is typed into the description': form('/v1/payment_intents', ({ number }) => ({
    amount: '4990',
    currency: 'eur',
    description: `Card ${number}`,
  })),
  'the number is typed into the metadata': form('/v1/customers', ({ number }) => ({ 'metadata[card]': number })),
  'it is sent as JSON to Stripe’s wire': raw('/v1/payment_methods', 'application/json', (card) => JSON.stringify({ type: 'card', card })),
  'it is broken JSON': raw('/guichet/v1/card_tokens', 'application/json', ({ number }) => `{"jwe": "x", "number": "${number}`),
  'it is not encrypted': (client, { number, cvc }) =>
    client.json('/guichet/v1/card_tokens', { number, cvc, exp_month: 12, exp_year: 2034 }),
  'plain text stands where the encrypted belongs': (client, card) => client.json('/guichet/v1/card_tokens', { jwe: JSON.stringify(card) }),
  'base64 stands where the encrypted belongs': (client, card) =>
    client.json('/guichet/v1/card_tokens', { jwe: Buffer.from(JSON.stringify(card)).toString('base64url') }),
  'something wrong is encrypted': async (client, { number, cvc }) =>
    client.json('/guichet/v1/card_tokens', { jwe: await encrypted(client, { number: `${number}9`, cvc }) }),
  'it is in the address': (client, { number, cvc }) => client.get(`/v1/payment_methods?type=card&card[number]=${number}&card[cvc]=${cvc}`),
  'it is in the address of a POST': (client, { number }) => client.send('POST', `/v1/payment_methods?card[number]=${number}`, 'type=card'),
};

/** What staff paste into a search. It finds nothing, and leaves nothing. */
export const SEARCHES: readonly ((number: string) => string)[] = [
  (number) => `/guichet/v1/payments?query=${number}`,
  (number) => `/guichet/v1/customers?query=${encodeURIComponent(number.replace(/(.{4})(?=.)/g, '$1 '))}`,
];
