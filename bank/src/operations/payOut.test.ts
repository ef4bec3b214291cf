import { describe, expect, it } from 'vitest';
import type { PayoutRequest } from '../api.ts';
import { payoutAccounts } from '../issuers/payoutAccounts.ts';
import { temporaryBank } from '../testing/temporaryBank.ts';

const payout = (reference: string, changes: Partial<PayoutRequest> = {}): PayoutRequest => ({
  reference,
  amount: 10_000,
  currency: 'eur',
  destination: { iban: 'DE89370400440532013000' },
  merchant: { name: 'Librairie du Port', country: 'FR', account: 'acct_1' },
  ...changes,
});

const told = async (bank: ReturnType<typeof temporaryBank>): Promise<unknown[]> => {
  const { notices } = (await bank.get('/v1/notices')).body as { notices: { kind: string; reference: string; data: object }[] };
  return notices.map(({ kind, reference, data }) => ({ kind, reference, data }));
};

describe('a payout', () => {
  it('is taken on at once and told of when it has arrived', async () => {
    const bank = temporaryBank();
    const answer = { reference: 'p', result: 'approved', response_code: '00', amount: 10_000, currency: 'eur' };
    expect(await bank.post('/v1/payouts', payout('p'))).toEqual({ status: 200, body: answer });
    expect((await bank.get('/v1/payouts/p')).body).toMatchObject({ ...answer, state: 'sent' });
    expect(await told(bank)).toEqual([]);
    bank.clock.advance(2);
    expect(await told(bank)).toEqual([{ kind: 'payout.paid', reference: 'p', data: {} }]);
    expect((await bank.get('/v1/payouts/p')).body).toMatchObject({ state: 'paid' });
  });

  it('is made once per reference, and never with another content', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/payouts', payout('p'));
    expect((await bank.post('/v1/payouts', payout('p'))).body).toMatchObject({ result: 'approved', repeated: true });
    expect(await bank.post('/v1/payouts', payout('p', { amount: 1 }))).toMatchObject({
      status: 409,
      body: { error: { code: 'reference_reused' } },
    });
    bank.clock.advance(5);
    expect(await told(bank)).toHaveLength(1);
  });

  it.each(Object.entries(payoutAccounts))('to %s ends as the account decides', async (number, fate) => {
    const bank = temporaryBank();
    const destination = /^\d/.test(number) ? { routing_number: '110000000', account_number: number } : { iban: number };
    await bank.post('/v1/payouts', payout('p', { destination }));
    bank.clock.advance(60);
    const paid = { kind: 'payout.paid', reference: 'p', data: {} };
    const undone = (kind: string, reason: string) => ({ kind, reference: 'p', data: { reason } });
    expect(await told(bank)).toEqual(
      fate.arrives
        ? [paid, ...(fate.returned ? [undone('payout.returned', fate.returned.reason)] : [])]
        : [undone('payout.failed', fate.reason)],
    );
  });

  it('to any other account takes days', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/payouts', payout('p', { destination: { iban: 'FR1420041010050500013M02606' } }));
    bank.clock.advance(2 * 86_400 - 1);
    expect(await told(bank)).toEqual([]);
    bank.clock.advance(1);
    expect(await told(bank)).toHaveLength(1);
  });

  it('is taken back once, when it has arrived, and in full', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/payouts', payout('p'));
    const refused = { result: 'declined', reason: 'not_reversible' };
    expect((await bank.post('/v1/payouts', payout('too_early', { reverses: 'p' }))).body).toMatchObject(refused);
    bank.clock.advance(2);
    expect(await told(bank)).toHaveLength(1);
    expect((await bank.post('/v1/payouts', payout('in_part', { reverses: 'p', amount: 1 }))).body).toMatchObject(refused);
    expect((await bank.post('/v1/payouts', payout('r', { reverses: 'p' }))).body).toMatchObject({ result: 'approved' });
    expect((await bank.post('/v1/payouts', payout('again', { reverses: 'p' }))).body).toMatchObject(refused);
    bank.clock.advance(2);
    expect(await told(bank)).toContainEqual({ kind: 'payout.paid', reference: 'r', data: {} });
  });

  it.each([
    { destination: { iban: 'DE89' } },
    { destination: { iban: 'DE89370400440532013000', routing_number: '110000000' } as never },
    { destination: { routing_number: '1', account_number: '000123456789' } },
    { amount: 0 },
    { currency: 'EUR' },
  ])('of %j is refused', async (changes) => {
    expect((await temporaryBank().post('/v1/payouts', payout('p', changes))).status).toBe(400);
  });

  it('that never arrived is unknown', async () => {
    expect(await temporaryBank().get('/v1/payouts/p')).toMatchObject({ status: 404, body: { error: { code: 'unknown_reference' } } });
  });
});
