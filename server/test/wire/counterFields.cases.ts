import type { OwnFieldsView, OwnFieldView, PresetsView, PresetView } from '@guichet/contract/counterFieldViews.ts';
import type { ActivityView, ListOf } from '@guichet/contract/terminal.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { signIn } from '../harness/signIn.ts';
import { runSql } from '../harness/testDatabase.ts';
import { pay, stripe, whole } from './place.ts';

const FIELDS = '/guichet/v1/own_fields';
const ORDER = { key: 'order_number', label: 'Order number', kind: 'order_number', required: true, printable: true, channels: ['phone'] };

const remove = async (path: string): Promise<number> => {
  const headers = await signIn(whole);
  return (await fetch(whole.base + path, { method: 'DELETE', headers })).status;
};
const fields = async () => (await askAsOwner<OwnFieldsView>(whole, FIELDS)).body.data;

/** A charge by the owner's session, on the phone. */
async function chargeAsStaff(metadata: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const form = new URLSearchParams({ amount: '500', currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa' });
  form.set('payment_method_types[]', 'card');
  for (const [key, value] of Object.entries(metadata)) form.set(`metadata[${key}]`, value);
  const response = await fetch(`${whole.base}/v1/payment_intents`, { method: 'POST', body: form, headers: await signIn(whole) });
  return { status: response.status, body: await response.json() };
}

describe('fields of the place’s own', () => {
  afterEach(async () => {
    for (const { id } of await fields()) await remove(`${FIELDS}/${id}`);
  });

  it('are asked of people on their channel, and not of programs', async () => {
    const made = await askAsOwner<OwnFieldView>(whole, FIELDS, ORDER);
    expect(made).toMatchObject({ status: 200, body: { ...ORDER, position: 0 } });
    const refusal = { code: 'parameter_missing', param: 'metadata[order_number]' };
    expect(await chargeAsStaff()).toMatchObject({ status: 400, body: { error: refusal } });
    expect((await chargeAsStaff({ order_number: '17' })).body).toMatchObject({ status: 'succeeded', metadata: { order_number: '17' } });
    expect((await pay()).status).toBe('succeeded');
    const cash = { amount: 500, currency: 'eur', method: 'cash' };
    expect(await askAsOwner(whole, '/guichet/v1/payment_records', cash)).toMatchObject({ status: 400, body: { error: refusal } });
    const recorded = await askAsOwner<{ id: string }>(whole, '/guichet/v1/payment_records', { ...cash, metadata: { order_number: '18' } });
    expect((await stripe.paymentRecords.retrieve(recorded.body.id)).metadata).toEqual({ order_number: '18' });
    await askAsOwner(whole, `${FIELDS}/${made.body.id}`, { channels: ['mail'] });
    expect((await chargeAsStaff()).status).toBe(200);
  });

  it('take a choice that is there and no other', async () => {
    await askAsOwner(whole, FIELDS, { key: 'place', label: 'Place', kind: 'choice', choices: ['Shop', 'Fair'] });
    const refusal = { code: 'parameter_invalid', param: 'metadata[place]' };
    expect(await chargeAsStaff({ place: 'Market' })).toMatchObject({ status: 400, body: { error: refusal } });
    expect((await chargeAsStaff({ place: 'Fair' })).status).toBe(200);
    expect((await chargeAsStaff()).status).toBe(200);
  });

  it('keep their order, and give up their key when they are taken away', async () => {
    const add = async (key: string) => (await askAsOwner<OwnFieldView>(whole, FIELDS, { key, label: key, kind: 'text' })).body.id;
    const [a, b] = [await add('a'), await add('b'), await add('c')];
    await askAsOwner(whole, `${FIELDS}/${b}`, { position: 0 });
    expect((await fields()).map(({ key, position }) => [key, position])).toEqual([
      ['b', 0],
      ['a', 1],
      ['c', 2],
    ]);
    const taken = await askAsOwner(whole, FIELDS, { key: 'a', label: 'Again', kind: 'text' });
    expect(taken).toMatchObject({ status: 400, body: { error: { param: 'key' } } });
    expect(await remove(`${FIELDS}/${a}`)).toBe(200);
    expect(await remove(`${FIELDS}/${a}`)).toBe(404);
    expect((await askAsOwner(whole, FIELDS, { key: 'a', label: 'Again', kind: 'text' })).status).toBe(200);
  });

  it.each([
    [{ ...ORDER, key: 'Order' }, 'key'],
    [{ ...ORDER, key: 'guichet_sale' }, 'key'],
    [{ ...ORDER, kind: 'choice' }, 'choices'],
    [{ ...ORDER, choices: ['a'] }, 'choices'],
    [{ ...ORDER, channels: ['api'] }, 'channels[0]'],
  ])('refuse %j', async (field, param) => {
    expect(await askAsOwner(whole, FIELDS, field)).toMatchObject({ status: 400, body: { error: { param } } });
  });
});

describe('presets', () => {
  const PRESETS = '/guichet/v1/presets';
  const DEPOSIT = { name: 'Table deposit', amount: 5000, currency: 'eur', channel: 'phone', taking: 'later', fields: ['table'] };

  it('are made, started, ordered by use, changed and taken away', async () => {
    const first = (await askAsOwner<PresetView>(whole, PRESETS, DEPOSIT)).body;
    expect(first).toMatchObject({ ...DEPOSIT, reference: null, uses: 0 });
    const open = (await askAsOwner<PresetView>(whole, PRESETS, { name: 'Repair', currency: 'eur' })).body;
    expect(open).toMatchObject({ amount: null, channel: null, taking: 'now' });
    const order = async () => (await askAsOwner<PresetsView>(whole, PRESETS)).body.data.map(({ name }) => name);
    expect(await order()).toEqual(['Table deposit', 'Repair']);
    expect((await askAsOwner(whole, `${PRESETS}/${open.id}/use`, {})).body).toMatchObject({ uses: 1 });
    expect(await order()).toEqual(['Repair', 'Table deposit']);
    const changed = await askAsOwner(whole, `${PRESETS}/${open.id}`, { name: 'Repairs', currency: 'eur', amount: 100 });
    expect(changed.body).toMatchObject({ name: 'Repairs', amount: 100, uses: 1 });
    expect(await remove(`${PRESETS}/${open.id}`)).toBe(200);
    expect(await order()).toEqual(['Table deposit']);
    expect((await askAsOwner(whole, `${PRESETS}/${open.id}/use`, {})).status).toBe(404);
    // As one was stored before they could hold no items any more.
    await runSql(whole.database.ownerPool, `UPDATE presets SET content = content || '{"items": null}' WHERE id = '${first.id}'`);
    const stored = (await askAsOwner<PresetsView>(whole, PRESETS)).body.data;
    expect(stored).toEqual([first]);
  });

  it.each([
    [{ name: 'x', currency: 'xau' }, 'currency'],
    [{ name: 'x', currency: 'isk', amount: 150 }, 'amount'],
  ])('refuse %j', async (preset, param) => {
    const refused = await askAsOwner<{ error: { param: string } }>(whole, PRESETS, preset);
    expect([400, 404]).toContain(refused.status);
    expect(refused.body.error.param).toBe(param);
  });
});

describe('what the activity log tells of a change at the counter', () => {
  const lastOf = async (action: string) =>
    (await askAsOwner<ListOf<ActivityView>>(whole, `/guichet/v1/activity?action=${action}&limit=1`)).body.data[0]?.details;

  it('is what was and what is, of fields, presets and the account for transfers', async () => {
    const field = (await askAsOwner<OwnFieldView>(whole, FIELDS, ORDER)).body;
    await askAsOwner(whole, `${FIELDS}/${field.id}`, { required: false });
    expect(await lastOf('own_field.update')).toMatchObject({
      ...{ key: 'order_number', before: { required: true }, after: { required: false } },
    });
    await remove(`${FIELDS}/${field.id}`);
    const preset = (await askAsOwner<PresetView>(whole, '/guichet/v1/presets', { name: 'Deposit', amount: 5000, currency: 'eur' })).body;
    await askAsOwner(whole, `/guichet/v1/presets/${preset.id}`, { name: 'Deposit', amount: 6000, currency: 'eur', fields: ['table'] });
    expect(await lastOf('preset.update')).toEqual({
      ...{ name: 'Deposit', before: { amount: 5000, fields: [] }, after: { amount: 6000, fields: ['table'] } },
    });
    await remove(`/guichet/v1/presets/${preset.id}`);
    const account = { holder: 'Chez Odile', iban: 'FR7630006000011234567890189' };
    expect((await askAsOwner(whole, '/guichet/v1/counter_terms', { transfer_account: account })).status).toBe(200);
    await askAsOwner(whole, '/guichet/v1/counter_terms', { transfer_account: null });
    expect(await lastOf('counter.update')).toEqual({
      before: { transfer_holder: account.holder, transfer_iban: account.iban },
      after: { transfer_holder: null, transfer_iban: null },
    });
  });
});
