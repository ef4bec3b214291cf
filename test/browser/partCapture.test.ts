import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';

let place: Place;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

it('captures a part of what is held, and says what may be captured when too much was typed', async () => {
  const staff = await StaffRequests.of(place, await place.visitSignedIn());
  const { id } = await staff.postForm('/v1/payment_intents', {
    ...{ amount: '2000', currency: 'eur', confirm: 'true', capture_method: 'manual', 'payment_method_types[]': 'card' },
    ...{ payment_method: 'pm_card_visa', 'payment_method_options[card][moto]': 'true' },
  });
  const { page } = await place.visitSignedIn(`/payments/${id}`);
  await page.getByRole('button', { name: 'Capture', exact: true }).click();
  const amount = page.getByLabel('Amount to capture');
  expect(await amount.inputValue()).toBe('20.00');
  await amount.fill('20.01');
  await page.getByRole('dialog').getByRole('button', { name: 'Capture', exact: true }).click();
  await page.getByText('Enter an amount above zero').waitFor();
  await amount.fill('12.50');
  await page.getByRole('button', { name: 'Capture €12.50' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { payment_intent: intent } = await staff.get<PaymentDetail>(`/guichet/v1/payments/${id}`);
  expect(intent).toMatchObject({ status: 'succeeded', amount: 2000, amount_received: 1250 });
});
