import { describe, expect, it } from 'vitest';
import { authorisation, noonS, type TemporaryBank, temporaryBank } from '../testing/temporaryBank.ts';

const dayS = 86_400;

async function authorised(bank: TemporaryBank, reference: string, capture = false): Promise<void> {
  const { body } = await bank.post('/v1/authorisations', authorisation(reference, { capture }));
  expect(body.result).toBe('approved');
}

const capture = (bank: TemporaryBank, reference: string, amount: number, of = 'a') =>
  bank.post('/v1/captures', { reference, authorisation: of, amount });
const refund = (bank: TemporaryBank, reference: string, amount: number, of = 'a') =>
  bank.post('/v1/refunds', { reference, authorisation: of, amount });
const cancel = (bank: TemporaryBank, reference: string, of = 'a') => bank.post('/v1/voids', { reference, authorisation: of });
const reverse = (bank: TemporaryBank, reference: string) => bank.post('/v1/reversals', { reference });

describe('authorise', () => {
  it('answers an approval whole', async () => {
    const { status, body } = await temporaryBank().post('/v1/authorisations', authorisation('a', { capture: true }));
    expect(status).toBe(200);
    expect(body).toEqual({
      reference: 'a',
      result: 'approved',
      response_code: '00',
      avs: null,
      cvc: 'M',
      authorisation_code: expect.stringMatching(/^[A-Z2-9]{6}$/),
      network_transaction_id: expect.stringMatching(/^\d{15}$/),
      amount: 4990,
      currency: 'eur',
      captured: true,
      expires_at: noonS + 7 * dayS,
      advice: null,
      card: { brand: 'visa', funding: 'credit', country: 'US', issuer: 'Sandbox Bank', networks: ['visa'] },
      network: 'visa',
    });
  });

  it('answers a decline whole', async () => {
    const { body } = await temporaryBank().post('/v1/authorisations', authorisation('a', { number: '4000000000009987', capture: true }));
    expect(body).toMatchObject({ result: 'declined', response_code: '41', advice: 'do_not_retry', captured: false });
    expect(body).toMatchObject({ authorisation_code: null, expires_at: null, network_transaction_id: expect.stringMatching(/^\d{15}$/) });
  });

  it('keeps what the holder reads on the statement', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/authorisations', authorisation('a', { descriptor: 'CHEZ ODILE* BAR' }));
    await authorised(bank, 'b');
    expect((await bank.get('/v1/operations/a')).body).toMatchObject({ descriptor: 'CHEZ ODILE* BAR' });
    expect((await bank.get('/v1/operations/b')).body).toMatchObject({ descriptor: null });
    expect((await bank.post('/v1/authorisations', authorisation('c', { descriptor: 'x'.repeat(23) }))).status).toBe(400);
  });

  it('holds Visa funds for five days where the merchant initiates', async () => {
    const { body } = await temporaryBank().post('/v1/authorisations', authorisation('a', { entry: 'mit_recurring' }));
    expect(body.expires_at).toBe(noonS + 5 * dayS);
  });
});

describe('an increment', () => {
  const held = async (changes: object = {}) => {
    const bank = temporaryBank();
    const { body } = await bank.post('/v1/authorisations', authorisation('a', { incremental: true, ...changes }));
    return { bank, body };
  };
  const raise = (bank: TemporaryBank, reference: string, amount: number) =>
    bank.post('/v1/increments', { reference, authorisation: 'a', amount });

  it('raises what is held, once per reference, and does not prolong it', async () => {
    const { bank, body } = await held();
    expect(body).toMatchObject({ incremental: true, expires_at: noonS + 7 * dayS });
    const answer = { reference: 'i', authorisation: 'a', result: 'approved', response_code: '00', amount: 9000, currency: 'eur' };
    expect((await raise(bank, 'i', 9000)).body).toEqual(answer);
    expect((await raise(bank, 'i', 9000)).body).toEqual({ ...answer, repeated: true });
    expect((await bank.get('/v1/operations/i')).body).toMatchObject({ kind: 'increment', amount: 9000 });
    expect((await bank.get('/v1/operations/a')).body).toMatchObject({ expires_at: noonS + 7 * dayS, state: { authorised_amount: 9000 } });
    expect((await capture(bank, 'c', 9001)).body).toMatchObject({ reason: 'amount_exceeds_authorised' });
    expect((await capture(bank, 'd', 9000)).body).toMatchObject({ result: 'approved' });
    expect((await raise(bank, 'j', 9500)).body).toMatchObject({ result: 'declined', reason: 'already_captured' });
  });

  it('is refused by the issuer beyond ten times the first amount, and leaves the hold', async () => {
    const { bank } = await held();
    await raise(bank, 'i', 40_000);
    expect((await raise(bank, 'j', 49_901)).body).toMatchObject({ result: 'declined', response_code: '61', reason: 'limit_exceeded' });
    expect((await capture(bank, 'c', 40_000)).body).toMatchObject({ result: 'approved' });
  });

  it.each([
    ['of less than is held', {}, 4990, 'amount_not_raised'],
    ['of a hold that was not asked for so', { incremental: false }, 5000, 'not_incremental'],
    ['over a network without them', { number: '3566002020360505' }, 5000, 'not_incremental'],
    ['of money that was taken at once', { capture: true }, 5000, 'already_captured'],
  ])('%s is declined', async (_why, changes, amount, reason) => {
    const { bank } = await held(changes);
    expect((await raise(bank, 'i', amount)).body).toMatchObject({ result: 'declined', reason });
  });

  it('can be barred, but not undone', async () => {
    const { bank } = await held();
    await reverse(bank, 'late');
    expect((await raise(bank, 'late', 6000)).body).toMatchObject({ result: 'declined', reason: 'tombstone' });
    await raise(bank, 'i', 6000);
    expect((await reverse(bank, 'i')).body).toMatchObject({ result: 'not_reversible', reason: 'not_an_authorisation' });
    bank.clock.advance(7 * dayS);
    expect((await raise(bank, 'j', 7000)).body).toMatchObject({ reason: 'expired' });
  });
});

describe('one reference', () => {
  it('has one effect, however many ask at once', async () => {
    const bank = temporaryBank();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => bank.post('/v1/authorisations', authorisation('a', { capture: true }))),
    );
    const [first, ...others] = replies.map(({ body }) => body).sort((a, b) => Number(a.repeated ?? 0) - Number(b.repeated ?? 0));
    expect(first).not.toHaveProperty('repeated');
    for (const other of others) expect(other).toEqual({ ...first, repeated: true });
    const summary = await bank.get('/v1/book/summary');
    expect(summary.body).toMatchObject({ currencies: { eur: { captured: 4990, counts: { authorisations: 1 } } } });
  });

  it('keeps its first answer when the world has moved on', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    const first = await capture(bank, 'c', 990);
    bank.clock.advance(30 * dayS);
    expect((await capture(bank, 'c', 990)).body).toEqual({ ...first.body, repeated: true });
  });

  it('may be repeated with the fields in another order, and without the security code that is gone by then', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    const { card, reference, ...rest } = authorisation('a');
    const { cvc: _gone, number, ...expiry } = card;
    expect((await bank.post('/v1/authorisations', { ...rest, card: { ...expiry, number }, reference })).body.repeated).toBe(true);
  });

  it.each([
    ['another amount', '/v1/authorisations', authorisation('a', { amount: 4991 })],
    ['another card', '/v1/authorisations', authorisation('a', { number: '5555555555554444' })],
    ['another way of capture', '/v1/authorisations', authorisation('a', { capture: true })],
    ['another operation', '/v1/captures', { reference: 'a', authorisation: 'a', amount: 4990 }],
  ])('is refused with %s', async (_name, url, body) => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    const reply = await bank.post(url, body);
    expect([reply.status, reply.body]).toEqual([409, { error: { code: 'reference_reused', message: expect.any(String) } }]);
    expect((await bank.get('/v1/book')).body.operations).toHaveLength(1);
  });
});

describe('capture', () => {
  it('takes a part once and releases the rest', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    expect((await capture(bank, 'c1', 3000)).body).toEqual({
      reference: 'c1',
      authorisation: 'a',
      result: 'approved',
      response_code: '00',
      amount: 3000,
      currency: 'eur',
    });
    expect((await capture(bank, 'c2', 1990)).body).toMatchObject({ result: 'declined', response_code: '12', reason: 'already_captured' });
  });

  it('is declined for more than was authorised, and the authorisation stands', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    expect((await capture(bank, 'c1', 4991)).body).toMatchObject({ response_code: '13', reason: 'amount_exceeds_authorised' });
    expect((await capture(bank, 'c2', 4990)).body.result).toBe('approved');
  });

  it('is declined from the second on that the authorisation expires', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    await authorised(bank, 'b');
    bank.clock.advance(7 * dayS - 1);
    expect((await capture(bank, 'c1', 4990, 'a')).body.result).toBe('approved');
    bank.clock.advance(1);
    expect((await capture(bank, 'c2', 4990, 'b')).body.reason).toBe('expired');
  });

  it.each([
    ['unknown_authorisation', async () => undefined],
    ['voided', async (bank: TemporaryBank) => authorised(bank, 'a').then(() => cancel(bank, 'v'))],
    ['reversed', async (bank: TemporaryBank) => authorised(bank, 'a').then(() => reverse(bank, 'a'))],
    ['already_captured', async (bank: TemporaryBank) => authorised(bank, 'a', true)],
    [
      'authorisation_declined',
      (bank: TemporaryBank) => bank.post('/v1/authorisations', authorisation('a', { number: '4000000000000002' })),
    ],
  ])('is declined: %s', async (reason, prepare) => {
    const bank = temporaryBank();
    await prepare(bank);
    const { status, body } = await capture(bank, 'c', 100);
    expect([status, body.result, body.reason]).toEqual([200, 'declined', reason]);
  });
});

describe('void', () => {
  it('releases the funds once', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    expect((await cancel(bank, 'v1')).body).toMatchObject({ result: 'approved', amount: 4990, currency: 'eur' });
    expect((await cancel(bank, 'v2')).body).toMatchObject({ result: 'declined', reason: 'voided', amount: null });
  });

  it('is declined after capture', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a', true);
    expect((await cancel(bank, 'v')).body.reason).toBe('already_captured');
  });
});

describe('refund', () => {
  it('gives back in parts, never more than was captured', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    await capture(bank, 'c', 3000);
    const results = [];
    for (const [index, amount] of [1000, 2001, 2000, 1].entries()) results.push((await refund(bank, `r${index}`, amount)).body);
    expect(results.map(({ result, reason }) => reason ?? result)).toEqual([
      'approved',
      'amount_exceeds_captured',
      'approved',
      'amount_exceeds_captured',
    ]);
    expect((await bank.get('/v1/operations/a')).body.state).toMatchObject({ captured_amount: 3000, refunded_amount: 3000 });
  });

  it.each(['4000000000007726', '4000000000005126'])('of %s is approved', async (number) => {
    const bank = temporaryBank();
    await bank.post('/v1/authorisations', authorisation('a', { number, capture: true }));
    expect((await refund(bank, 'r', 4990)).body.result).toBe('approved');
  });

  it('is declined where nothing was captured', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    expect((await refund(bank, 'r', 1)).body.reason).toBe('not_captured');
  });
});

describe('reversal', () => {
  it.each([true, false])('undoes an authorisation of the day (captured: %s), once', async (captured) => {
    const bank = temporaryBank();
    await authorised(bank, 'a', captured);
    expect((await reverse(bank, 'a')).body).toEqual({ reference: 'a', result: 'reversed', found: true });
    expect((await reverse(bank, 'a')).body).toEqual({ reference: 'a', result: 'reversed', found: true, repeated: true });
    expect((await bank.get('/v1/operations/a')).body).toMatchObject({
      result: 'approved',
      reversed: true,
      state: { reversed: true, captured_amount: 0 },
    });
    const again = await bank.post('/v1/authorisations', authorisation('a', { capture: captured }));
    expect(again.body).toMatchObject({ repeated: true, reversed: true });
    expect((await refund(bank, 'r', 1)).body.reason).toBe('reversed');
  });

  it('comes too late for a capture of the day before, and shows what stands', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a', true);
    await authorised(bank, 'held', false);
    bank.clock.advance(dayS / 2);
    const { body } = await reverse(bank, 'a');
    expect(body).toMatchObject({ result: 'not_reversible', found: true, reason: 'already_cleared' });
    expect(body.operation).toEqual((await bank.get('/v1/operations/a')).body);
    expect((await reverse(bank, 'held')).body.result).toBe('reversed');
  });

  it.each([
    ['captured_separately', 'a', (bank: TemporaryBank) => capture(bank, 'x', 100)],
    ['voided', 'a', (bank: TemporaryBank) => cancel(bank, 'x')],
    ['not_an_authorisation', 'x', (bank: TemporaryBank) => capture(bank, 'x', 100)],
  ])('is not possible: %s', async (reason, target, prepare) => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    await prepare(bank);
    expect((await reverse(bank, target)).body).toMatchObject({ result: 'not_reversible', reason, operation: { reference: target } });
  });

  it('is not possible once something was given back', async () => {
    const bank = temporaryBank();
    await authorised(bank, 'a', true);
    await refund(bank, 'r', 1);
    expect((await reverse(bank, 'a')).body.reason).toBe('refunded');
  });
});

describe('a tombstone', () => {
  it.each([
    ['/v1/authorisations', authorisation('t')],
    ['/v1/captures', { reference: 't', authorisation: 'a', amount: 100 }],
    ['/v1/voids', { reference: 't', authorisation: 'a' }],
    ['/v1/refunds', { reference: 't', authorisation: 'a', amount: 100 }],
  ])('refuses a later %s and says how often it did', async (url, body) => {
    const bank = temporaryBank();
    await authorised(bank, 'a');
    expect((await reverse(bank, 't')).body).toEqual({ reference: 't', result: 'reversed', found: false });
    expect((await reverse(bank, 't')).body).toEqual({ reference: 't', result: 'reversed', found: false, repeated: true });
    const late = await bank.post(url, body);
    expect(late.status).toBe(200);
    expect(late.body).toMatchObject({ reference: 't', result: 'declined', response_code: 'TB', reason: 'tombstone' });
    expect((await bank.get('/v1/operations/t')).body).toEqual({ kind: 'tombstone', reference: 't', at: noonS, refused: 1 });
    expect((await bank.get('/v1/operations/a')).body.state).toMatchObject({ captured_amount: 0, voided: false });
  });
});

describe('look-up', () => {
  it('answers what was kept, with kind and time', async () => {
    const bank = temporaryBank();
    const first = await bank.post('/v1/authorisations', authorisation('a'));
    const captured = await capture(bank, 'c', 1000);
    bank.clock.advance(8 * dayS);
    expect((await bank.get('/v1/operations/a')).body).toEqual({
      kind: 'authorise',
      at: noonS,
      ...first.body,
      descriptor: null,
      state: {
        authorised_amount: 4990,
        captured_amount: 1000,
        refunded_amount: 0,
        disputed_amount: 0,
        voided: false,
        reversed: false,
        expired: true,
      },
    });
    expect((await bank.get('/v1/operations/c')).body).toEqual({ kind: 'capture', at: noonS, ...captured.body });
  });

  it('knows nothing of a reference that never came', async () => {
    const reply = await temporaryBank().get('/v1/operations/never');
    expect([reply.status, reply.body]).toEqual([404, { error: { code: 'unknown_reference', message: expect.any(String) } }]);
  });
});
