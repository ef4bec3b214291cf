import type { CustomerNoteView } from '@guichet/contract/customerViews.ts';
import type { CustomerView, ListOf } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { pay, raw, stripe, whole } from './place.ts';

const ask = async <T>(path: string): Promise<T> => (await raw('GET', path)).body as T;
const found = async (query: string): Promise<string[]> =>
  (await ask<ListOf<CustomerView>>(`/guichet/v1/customers?limit=100&${query}`)).data.map(({ id }) => id);
const post = (path: string, body: object) =>
  raw('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('customers at the counter', () => {
  it('are found by two letters with which a word begins, and by three anywhere', async () => {
    const { id } = await stripe.customers.create({ name: 'Xavier d’Ysengrin', email: 'wq.zorglub@example.com' });
    for (const text of ['xa', 'ys', 'wq', 'zo', 'YS', 'avi', 'glub', 'wq.z']) expect(await found(`query=${text}`), text).toContain(id);
    for (const text of ['vi', 'lu', 'xo']) expect(await found(`query=${text}`), text).not.toContain(id);
  });

  it('are found by the last four digits of a card on file, and no longer when it is off file', async () => {
    const { id } = await stripe.customers.create({ name: 'Last Four' });
    const card = await stripe.paymentMethods.attach('pm_card_amex', { customer: id });
    const last4 = card.card?.last4 ?? '';
    expect(await found(`query=${last4}`)).toContain(id);
    await stripe.paymentMethods.detach(card.id);
    expect(await found(`query=${last4}`)).not.toContain(id);
  });

  it('are found by what a payment of theirs was for', async () => {
    const { id } = await stripe.customers.create({ name: 'Payer' });
    await pay({ customer: id, description: 'Invoice QX-90417' });
    expect(await found('query=qx-90417')).toEqual([id]);
    expect(await found('query=90418')).toEqual([]);
  });

  it('are found page by page, each once', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await stripe.customers.create({ name: `Paginette ${n}`, phone: '' })).id);
    await stripe.paymentMethods.attach('pm_card_visa', { customer: made[2] ?? '' });
    const first = await ask<ListOf<CustomerView>>('/guichet/v1/customers?limit=3&query=paginette');
    expect(first).toMatchObject({ has_more: true });
    const rest = await ask<ListOf<CustomerView>>(`/guichet/v1/customers?limit=3&query=paginette&starting_after=${first.data[2]?.id}`);
    expect(rest).toMatchObject({ has_more: false });
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(made.toReversed());
  });

  it('are found by their number, however it is written, within the country and from abroad', async () => {
    const { id } = await stripe.customers.create({ name: 'Caller', phone: '06 98 76 54 32' });
    const abroad = await stripe.customers.create({ name: 'Caller', phone: '+39 333 765 4321' });
    for (const phone of ['+33698765432', '0033 6 98.76.54.32', '0698765432', '33698765432', ' 33698765432']) {
      expect(await found(`phone=${encodeURIComponent(phone)}`), phone).toEqual([id]);
    }
    expect(await found('phone=393337654321')).toEqual([abroad.id]);
    expect(await found('phone=0698765433')).toEqual([]);
    expect(await found('phone=nobody')).toEqual([]);
    expect(await found('query=3369876')).toContain(id);
    expect(await found(`query=${encodeURIComponent('06 98.76')}`)).toContain(id);
    await stripe.customers.update(id, { phone: '' });
    expect(await found('phone=0698765432')).toEqual([]);
  });

  it('are found by their number also where an older server wrote the row', async () => {
    const { id } = await stripe.customers.create({ name: 'Old', phone: '01 22 33 44 55' });
    await runSql(whole.database.ownerPool, `UPDATE customers SET phone_e164 = NULL WHERE id = '${id}'`);
    expect(await found('phone=%2B33122334455')).toEqual([id]);
  });
});

describe('notes about a customer', () => {
  it('say who noted what, newest first, and go away on request', async () => {
    const { id } = await stripe.customers.create({ name: 'Noted' });
    const first = (await post('/guichet/v1/customer_notes', { customer: id, text: 'Rings at noon.' })).body as unknown as CustomerNoteView;
    expect(first).toMatchObject({
      object: 'guichet.customer_note',
      customer: id,
      text: 'Rings at noon.',
      staff: { name: expect.any(String) },
    });
    await post('/guichet/v1/customer_notes', { customer: id, text: 'Speaks Italian.' });
    const notes = async () =>
      (await ask<ListOf<CustomerNoteView>>(`/guichet/v1/customer_notes?customer=${id}`)).data.map(({ text }) => text);
    expect(await notes()).toEqual(['Speaks Italian.', 'Rings at noon.']);
    expect((await raw('DELETE', `/guichet/v1/customer_notes/${first.id}`)).body).toMatchObject({ id: first.id });
    expect((await raw('DELETE', `/guichet/v1/customer_notes/${first.id}`)).body.error).toMatchObject({ code: 'resource_missing' });
    expect(await notes()).toEqual(['Speaks Italian.']);
  });

  it('hold no card number, and belong to somebody', async () => {
    const { id } = await stripe.customers.create({ name: 'Noted' });
    const number = await post('/guichet/v1/customer_notes', { customer: id, text: 'Card 4242 4242 4242 4242' });
    expect(number.body.error).toMatchObject({ code: 'card_number_in_text', param: 'text' });
    const nobody = await post('/guichet/v1/customer_notes', { customer: 'cus_nobody', text: 'Hello' });
    expect(nobody.body.error).toMatchObject({ code: 'resource_missing', param: 'customer' });
  });

  it('go with the customer', async () => {
    const { id } = await stripe.customers.create({ name: 'Noted' });
    await post('/guichet/v1/customer_notes', { customer: id, text: 'Will leave.' });
    await stripe.customers.del(id);
    expect((await ask<ListOf<CustomerNoteView>>(`/guichet/v1/customer_notes?customer=${id}`)).data).toEqual([]);
  });
});

it('mandates of a customer are those of the accounts on file', async () => {
  const { id } = await stripe.customers.create({ name: 'Debited' });
  const account = await stripe.paymentMethods.attach('pm_sepaDebit_success_at', { customer: id });
  const mandate = (await post('/guichet/v1/mandates', { payment_method: account.id, given: 'written', language: 'fr' }))
    .body as unknown as {
    id: string;
  };
  expect((await ask<ListOf<{ id: string }>>(`/guichet/v1/mandates?customer=${id}`)).data.map((each) => each.id)).toEqual([mandate.id]);
  expect((await ask<ListOf<object>>('/guichet/v1/mandates?customer=cus_other')).data).toEqual([]);
});
