import { expect, it } from 'vitest';
import { authorisation, noonS, type TemporaryBank, temporaryBank } from '../testing/temporaryBank.ts';

const DAY_S = 86_400;
const OURS = { name: 'Chez Odile', country: 'FR', account: 'acct_1' };
const THEIRS = { ...OURS, account: 'acct_2' };

async function page(bank: TemporaryBank, kind: string, more: Record<string, string | number> = {}) {
  const query = new URLSearchParams({ kind, from: String(noonS), until: String(noonS + DAY_S), account: 'acct_1' });
  for (const [name, value] of Object.entries(more)) query.set(name, String(value));
  return (await bank.get(`/v1/records?${query}`)).body as unknown as {
    records: { reference: string; state: string; amount: number; captured_amount: number }[];
    has_more: boolean;
    next_after: number;
  };
}
const standings = async (bank: TemporaryBank, kind: string, more: Record<string, string | number> = {}) =>
  (await page(bank, kind, more)).records.map(({ reference, state, amount, captured_amount }) => [
    reference,
    state,
    amount,
    captured_amount,
  ]);

it('tells where everything stands that a merchant began in a time', async () => {
  const bank = temporaryBank();
  const hold = (reference: string, more: object = {}) =>
    bank.post('/v1/authorisations', { ...authorisation(reference), merchant: OURS, ...more });
  await hold('sale', { capture: true });
  await bank.post('/v1/refunds', { reference: 'back', authorisation: 'sale', amount: 1000 });
  await bank.post('/v1/refunds', { reference: 'too-much', authorisation: 'sale', amount: 90_000 });
  await hold('part');
  await bank.post('/v1/captures', { reference: 'capture', authorisation: 'part', amount: 2000 });
  await hold('let-go');
  await bank.post('/v1/voids', { reference: 'void', authorisation: 'let-go' });
  await hold('undone', { capture: true });
  await bank.post('/v1/reversals', { reference: 'undone' });
  await bank.post('/v1/authorisations', { ...authorisation('no', { number: '4000000000000002' }), merchant: OURS });
  await hold('held');
  await hold('elsewhere', { merchant: THEIRS });
  await bank.post('/v1/payouts', {
    reference: 'payout',
    amount: 500,
    currency: 'eur',
    destination: { iban: 'DE89370400440532013000' },
    merchant: OURS,
  });
  bank.clock.advance(DAY_S);
  await hold('tomorrow');

  expect(await standings(bank, 'authorisation')).toEqual([
    ['sale', 'captured', 4990, 4990],
    ['part', 'captured', 4990, 2000],
    ['let-go', 'voided', 4990, 0],
    ['undone', 'reversed', 4990, 0],
    ['no', 'declined', 4990, 0],
    ['held', 'held', 4990, 0],
  ]);
  expect(await standings(bank, 'refund')).toEqual([
    ['back', 'succeeded', 1000, 0],
    ['too-much', 'declined', 90_000, 0],
  ]);
  expect(await standings(bank, 'payout')).toEqual([['payout', 'paid', 500, 0]]);
  expect(await standings(bank, 'debit')).toEqual([]);
  expect(await standings(bank, 'authorisation', { account: 'acct_2' })).toEqual([['elsewhere', 'held', 4990, 0]]);
  expect(await standings(bank, 'authorisation', { from: noonS + DAY_S, until: noonS + 2 * DAY_S })).toEqual([
    ['tomorrow', 'held', 4990, 0],
  ]);
  bank.clock.advance(60 * DAY_S);
  expect((await standings(bank, 'authorisation')).at(-1)).toEqual(['held', 'expired', 4990, 0]);
});

it('goes on page by page', async () => {
  const bank = temporaryBank();
  for (const reference of ['a', 'b', 'c']) await bank.post('/v1/authorisations', { ...authorisation(reference), merchant: OURS });
  const first = await page(bank, 'authorisation', { limit: 2 });
  expect([first.records.map(({ reference }) => reference), first.has_more]).toEqual([['a', 'b'], true]);
  const second = await page(bank, 'authorisation', { limit: 2, after: first.next_after });
  expect([second.records.map(({ reference }) => reference), second.has_more]).toEqual([['c'], false]);
  expect((await bank.get('/v1/records?kind=authorisation')).status).toBe(400);
});
