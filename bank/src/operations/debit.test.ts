import { describe, expect, it } from 'vitest';
import type { DebitRequest } from '../api.ts';
import { testAccounts } from '../issuers/testAccounts.ts';
import { noonS, type TemporaryBank, temporaryBank } from '../testing/temporaryBank.ts';

const dayS = 86_400;

const request = (reference: string, changes: Partial<DebitRequest> = {}): DebitRequest => ({
  reference,
  amount: 4990,
  currency: 'eur',
  scheme: 'sepa',
  account: { iban: 'AT611904300234573201' },
  holder: 'Odile Martin',
  mandate: { reference: 'MANDATE1', accepted_at: noonS },
  merchant: { name: 'Librairie du Port', country: 'FR', account: 'acct_1' },
  ...changes,
});

const debit = (bank: TemporaryBank, reference: string, changes: Partial<DebitRequest> = {}) =>
  bank.post('/v1/debits', request(reference, changes));
const notices = async (bank: TemporaryBank) =>
  ((await bank.get('/v1/notices?after=0')).body.notices as { kind: string; data: unknown }[]).map(({ kind, data }) => [kind, data]);
const state = async (bank: TemporaryBank, reference: string) => (await bank.get(`/v1/operations/${reference}`)).body.state;

describe('a debit', () => {
  it('is taken in, settles and is told', async () => {
    const bank = temporaryBank();
    const { body } = await debit(bank, 'a');
    expect(body).toEqual({ reference: 'a', result: 'pending', amount: 4990, currency: 'eur', expected_at: noonS + 1 });
    expect(await notices(bank)).toEqual([]);
    bank.clock.advance(1);
    expect(await notices(bank)).toEqual([['debit.settled', {}]]);
    expect((await bank.get('/v1/operations/a')).body).toMatchObject({ kind: 'debit', state: 'settled', settled_at: noonS + 1, code: null });
  });

  it('of an account that is nobody’s in particular takes five business days', async () => {
    const bank = temporaryBank();
    // From Thursday the 15th to Thursday the 22nd.
    const { body } = await debit(bank, 'a', { account: { iban: 'DE02120300000000202051' } });
    expect(body.expected_at).toBe(noonS + 7 * dayS);
    bank.clock.advance(7 * dayS - 1);
    expect(await notices(bank)).toEqual([]);
    bank.clock.advance(1);
    expect(await notices(bank)).toEqual([['debit.settled', {}]]);
  });

  it.each(testAccounts)('of $account ends as its account says', async ({ account, fate }) => {
    const bank = temporaryBank();
    const [first = '', second] = account.split('/');
    const ach = second === undefined ? null : ({ routing_number: first, account_number: second, type: 'checking' } as const);
    await debit(bank, 'a', ach ? { account: ach, scheme: 'ach', currency: 'usd' } : { account: { iban: first } });
    bank.clock.advance(fate === 'waits' ? 365 * dayS : 3);
    const expected =
      fate === 'waits'
        ? []
        : 'code' in fate
          ? [['debit.failed', { code: fate.code }]]
          : [['debit.settled', {}], ...(fate.returned ? [['debit.returned', { code: fate.returned.code }]] : [])];
    expect(await notices(bank)).toEqual(expected);
  });

  it('is one, however often it is asked for, and its reference is no other operation’s', async () => {
    const bank = temporaryBank();
    const first = await debit(bank, 'a');
    expect((await debit(bank, 'a')).body).toEqual({ ...first.body, repeated: true });
    expect((await debit(bank, 'a', { amount: 1 })).status).toBe(409);
    expect((await bank.post('/v1/refunds', { reference: 'a', authorisation: 'b', amount: 1 })).status).toBe(409);
    expect((await bank.get('/v1/debits')).body.debits).toHaveLength(1);
  });

  it('can be called back while it is pending, and settles no more', async () => {
    const bank = temporaryBank();
    await debit(bank, 'a');
    expect((await bank.post('/v1/reversals', { reference: 'a' })).body).toEqual({ reference: 'a', result: 'reversed', found: true });
    bank.clock.advance(dayS);
    expect(await notices(bank)).toEqual([]);
    expect(await state(bank, 'a')).toBe('reversed');
    expect((await debit(bank, 'a')).body).toMatchObject({ repeated: true, reversed: true });
  });

  it('cannot be called back once it has settled', async () => {
    const bank = temporaryBank();
    await debit(bank, 'a');
    bank.clock.advance(1);
    await notices(bank);
    const { body } = await bank.post('/v1/reversals', { reference: 'a' });
    expect(body).toMatchObject({ result: 'not_reversible', reason: 'not_pending', operation: { state: 'settled' } });
  });

  it('that comes after its tombstone is refused', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/reversals', { reference: 'a' });
    expect((await debit(bank, 'a')).body).toMatchObject({ result: 'declined', reason: 'tombstone', expected_at: null });
    expect((await bank.get('/v1/operations/a')).body).toMatchObject({ kind: 'tombstone', refused: 1 });
  });

  it('is refunded in parts once it has settled, and stands in the summary', async () => {
    const bank = temporaryBank();
    await debit(bank, 'a');
    const refund = (reference: string, amount: number) => bank.post('/v1/refunds', { reference, authorisation: 'a', amount });
    expect((await refund('r1', 10)).body).toMatchObject({ result: 'declined', reason: 'not_captured' });
    bank.clock.advance(1);
    await notices(bank);
    expect((await refund('r2', 4000)).body).toMatchObject({ result: 'approved', amount: 4000, currency: 'eur' });
    expect((await refund('r3', 1000)).body).toMatchObject({ result: 'declined', reason: 'amount_exceeds_captured' });
    expect((await bank.get('/v1/book/summary')).body.debits).toEqual({
      eur: {
        debited: 4990,
        settled: 4990,
        returned: 0,
        refunded: 4000,
        counts: { pending: 0, settled: 1, failed: 0, returned: 0, reversed: 0 },
      },
    });
  });

  it('leaves no account number in the book', async () => {
    const bank = temporaryBank();
    await debit(bank, 'a');
    expect(JSON.stringify((await bank.get('/v1/debits')).body)).not.toContain('300234573201');
    expect((await bank.get('/v1/debits')).body.debits).toMatchObject([{ last4: '3201', mandate: 'MANDATE1', state: 'pending' }]);
  });
});
