import { expect, it } from 'vitest';
import { authorisation, noonS, type TemporaryBank, temporaryBank } from '../testing/temporaryBank.ts';

async function busyDay(bank: TemporaryBank): Promise<void> {
  await bank.post('/v1/authorisations', authorisation('sale', { capture: true }));
  await bank.post('/v1/refunds', { reference: 'refund', authorisation: 'sale', amount: 1000 });
  await bank.post('/v1/refunds', { reference: 'refund-too-much', authorisation: 'sale', amount: 4000 });
  await bank.post('/v1/authorisations', authorisation('held'));
  await bank.post('/v1/captures', { reference: 'capture', authorisation: 'held', amount: 2000 });
  await bank.post('/v1/authorisations', authorisation('let-go', { amount: 700 }));
  await bank.post('/v1/voids', { reference: 'void', authorisation: 'let-go' });
  await bank.post('/v1/authorisations', authorisation('undone', { amount: 300, capture: true }));
  await bank.post('/v1/reversals', { reference: 'undone' });
  await bank.post('/v1/authorisations', authorisation('no', { number: '4000000000000002' }));
  await bank.post('/v1/authorisations', authorisation('pounds', { currency: 'gbp', amount: 5 }));
  await bank.post('/v1/reversals', { reference: 'never-came' });
}

it('sums per currency', async () => {
  const bank = temporaryBank();
  await busyDay(bank);
  expect((await bank.get('/v1/book/summary')).body).toEqual({
    currencies: {
      eur: {
        authorised: 4990 + 4990 + 700 + 300,
        captured: 4990 + 2000,
        refunded: 1000,
        disputed: 0,
        voided: 700,
        reversed: 300,
        counts: { authorisations: 5, approved: 4, declined: 1, captures: 2, refunds: 1, voids: 1, reversals: 1 },
      },
      gbp: {
        authorised: 5,
        captured: 0,
        refunded: 0,
        disputed: 0,
        voided: 0,
        reversed: 0,
        counts: { authorisations: 1, approved: 1, declined: 0, captures: 0, refunds: 0, voids: 0, reversals: 0 },
      },
    },
    debits: {},
    tombstones: 1,
  });
});

it('lists everything in order, page by page', async () => {
  const bank = temporaryBank();
  await busyDay(bank);
  const all = (await bank.get('/v1/book')).body.operations as object[];
  expect(all).toHaveLength(12);
  expect(all[0]).toEqual({
    seq: 1,
    kind: 'authorise',
    at: noonS,
    reference: 'sale',
    authorisation: 'sale',
    amount: 4990,
    currency: 'eur',
    result: 'approved',
    response_code: '00',
    state: null,
    number: { bin: '424242', last4: '4242' },
  });
  expect(all[8]).toMatchObject({ kind: 'reverse', reference: null, authorisation: 'undone', amount: 300, number: null });
  expect(all[11]).toMatchObject({ kind: 'tombstone', reference: 'never-came' });

  const paged = [];
  let after: unknown = 0;
  for (let more: unknown = true; more; ) {
    const { body } = await bank.get(`/v1/book?after=${after}&limit=5`);
    paged.push(...(body.operations as object[]));
    after = body.next_after;
    more = body.has_more;
  }
  expect(paged).toEqual(all);
});
