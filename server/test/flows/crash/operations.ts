import { expect } from 'vitest';
import { type Answered, type ApiAccess, getFrom, postTo } from '../../harness/apiClient.ts';

/** What these tests do to payments, and how the bank calls it. */
export const OPERATIONS = ['charge', 'capture', 'cancel', 'refund'] as const;
export type Operation = (typeof OPERATIONS)[number];
export const AT_THE_BANK = { charge: 'authorise', capture: 'capture', cancel: 'void', refund: 'refund' } as const;

/** What a caller is told when the operation was done, when it was certainly not, and when nobody knows yet. */
export const TOLD = {
  charge: { done: '200 succeeded', undone: '402 processing_error', doubt: '200 processing' },
  capture: { done: '200 succeeded', undone: '402 processing_error', doubt: '200 processing' },
  cancel: { done: '200 canceled', undone: '402 processing_error', doubt: '200 processing' },
  refund: { done: '200 succeeded', undone: '200 failed', doubt: '200 pending' },
} as const;

/** How the payment stands afterwards. */
const STANDS = {
  charge: { done: 'succeeded', undone: 'requires_payment_method' },
  capture: { done: 'succeeded', undone: 'requires_capture' },
  cancel: { done: 'canceled', undone: 'requires_capture' },
  refund: { done: 'succeeded', undone: 'failed' },
} as const;

export const AMOUNT = 4990;
const REFUND = 1000;
export const VISA = '4242424242424242';

/** `200 succeeded` or `402 processing_error`: the status, and what became of the object or why it was refused. */
export const toldBy = ({ status, body }: Answered): string => `${status} ${status < 400 ? body.status : body.error.code}`;

/** The form that keys a card in and charges it. */
export const chargeForm = (card: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  amount: String(AMOUNT),
  currency: 'eur',
  confirm: 'true',
  'payment_method_types[]': 'card',
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': card,
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2034',
  'payment_method_data[card][cvc]': '123',
  'payment_method_options[card][moto]': 'true',
  ...more,
});

async function mustAnswer(answer: Promise<Answered>, told: string): Promise<Answered> {
  const answered = await answer;
  expect(toldBy(answered), answered.text).toBe(told);
  return answered;
}

/** A payment whose money is taken. */
export const sale = async (api: ApiAccess, card = VISA, amount = AMOUNT): Promise<string> =>
  (await mustAnswer(postTo(api, '/v1/payment_intents', chargeForm(card, { amount: String(amount) })), '200 succeeded')).body.id;

/** A payment whose money is held. */
export const hold = async (api: ApiAccess, card = VISA): Promise<string> =>
  (await mustAnswer(postTo(api, '/v1/payment_intents', chargeForm(card, { capture_method: 'manual' })), '200 requires_capture')).body.id;

/** An operation that can be sent as often as one likes: what it acts on is there already, and its key stays the same. */
export interface Prepared {
  readonly operation: Operation;
  readonly key: string;
  send(): Promise<Answered>;
}

/** Makes what the operation acts on. A charge makes its own payment. */
export async function prepare(api: ApiAccess, operation: Operation, key: string, card = VISA): Promise<Prepared> {
  const request = (path: string, form: Record<string, string>): Prepared => ({ operation, key, send: () => postTo(api, path, form, key) });
  if (operation === 'charge') return request('/v1/payment_intents', chargeForm(card));
  if (operation === 'refund') return request('/v1/refunds', { payment_intent: await sale(api, card), amount: String(REFUND) });
  return request(`/v1/payment_intents/${await hold(api, card)}/${operation}`, {});
}

/** Whether the object that an answer tells of stands as the answer says, when it is read again. */
export async function expectStanding(api: ApiAccess, operation: Operation, answer: Answered, outcome: 'done' | 'undone'): Promise<void> {
  const id = answer.status < 400 ? answer.body.id : answer.body.error.payment_intent.id;
  const { body } = await getFrom(api, `/v1/${operation === 'refund' ? 'refunds' : 'payment_intents'}/${id}`);
  expect(body.status).toBe(STANDS[operation][outcome]);
}
