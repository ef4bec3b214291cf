import type { Visit } from './visit.ts';

export interface KeyedSale {
  readonly amount: string;
  readonly reference?: string;
  readonly number: string;
  readonly expiry?: string;
  readonly code?: string;
}

/** Published test cards. */
export const CARDS = {
  approved: '4242424242424242',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  secondAmex: '371449635398431',
  poor: '4000000000009995',
  refused: '4000000000000002',
  wrongCode: '4000000000000127',
  addressFails: '4000000000000010',
} as const;

/** Keys a sale in, field by field in the order of the form, without taking it. Number and date hand the focus on by themselves. */
export async function keyIn(visit: Visit, { amount, reference, number, expiry = '1234', code = '123' }: KeyedSale): Promise<void> {
  await visit.fill('Amount', amount);
  if (reference !== undefined) await visit.fill('Reference', reference);
  await visit.fill('Card number', number);
  await visit.untilFocused(visit.field('Expiry date'));
  await visit.type(expiry);
  await visit.untilFocused(visit.field('Security code'));
  await visit.type(code);
}

/** Keys a sale in and takes it. */
export async function take(visit: Visit, sale: KeyedSale): Promise<void> {
  await keyIn(visit, sale);
  await visit.press('Enter');
}

/** Waits for the answer's word beside the amount, and for its focus. */
export async function answered(visit: Visit, word: 'Approved' | 'Declined' | 'On hold' | 'In doubt'): Promise<void> {
  const answer = visit.page.getByRole('status').filter({ has: visit.page.getByRole('heading', { name: word }) });
  await answer.waitFor();
  await visit.untilFocused(answer);
}
