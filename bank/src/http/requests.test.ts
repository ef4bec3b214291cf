import { describe, expect, it } from 'vitest';
import { authorisation, temporaryBank } from '../testing/temporaryBank.ts';

describe('a wrong request', () => {
  const good = authorisation('a');
  it.each([
    ['no body', undefined],
    ['an empty one', {}],
    ['an amount as text', { ...good, amount: '4990' }],
    ['half a cent', { ...good, amount: 49.5 }],
    ['nothing to pay', { ...good, amount: 0 }],
    ['too much', { ...good, amount: 1_000_000_000_000 }],
    ['a currency in capitals', { ...good, currency: 'EUR' }],
    ['an unknown field', { ...good, cvc: '123' }],
    ['a field that is no name', { ...good, '4242424242424242': 1 }],
    ['a card as text', { ...good, card: '4242424242424242' }],
    ['a month 13', { ...good, card: { ...good.card, exp_month: 13 } }],
    ['a security code of five digits', { ...good, card: { ...good.card, cvc: '12345' } }],
    ['an unknown entry', { ...good, entry: 'fax' }],
    ['a reference with a slash', { ...good, reference: 'a/b' }],
    ['a list', [good]],
  ])('with %s is refused, kept nowhere, and not repeated in the reply', async (_name, body) => {
    const bank = temporaryBank();
    const reply = await bank.post('/v1/authorisations', body);
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
    expect(JSON.stringify(reply.body)).not.toContain('4242424242424242');
    expect((await bank.get('/v1/book')).body.operations).toEqual([]);
  });

  it('that is no JSON is refused without repeating it', async () => {
    const headers = { 'content-type': 'application/json' };
    const { app } = temporaryBank();
    const reply = await app.inject({ method: 'POST', url: '/v1/authorisations', headers, payload: '{"number":4242424242424242' });
    expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'invalid_request']);
    expect(reply.body).not.toContain('4242');
  });

  it('that is too long is refused', async () => {
    const reply = await temporaryBank().post('/v1/authorisations', { ...good, reference: 'x'.repeat(100_000) });
    expect([reply.status, reply.body.error]).toEqual([413, { code: 'invalid_request', message: expect.any(String) }]);
  });

  it.each(['/v1/book?after=x', '/v1/book?limit=-1', '/v1/book?offset=1'])('%s is refused', async (url) => {
    expect((await temporaryBank().get(url)).status).toBe(400);
  });

  it('to nowhere is answered 404', async () => {
    expect(await temporaryBank().get('/v1/payouts')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});

describe('the token', () => {
  it.each([
    ['none', undefined, 401],
    ['another', 'Bearer wrong-token', 401],
    ['the right one', 'Bearer right-token', 200],
  ])('%s', async (_name, sent, status) => {
    const { app } = temporaryBank(undefined, 'right-token');
    const headers = sent ? { authorization: sent } : {};
    for (const url of ['/v1/book', '/v1/book/summary', '/control/faults']) {
      expect((await app.inject({ url, headers })).statusCode).toBe(status);
    }
  });

  it('is asked before anything else, except for /healthz', async () => {
    const { app } = temporaryBank(undefined, 'right-token');
    const refused = await app.inject({ method: 'POST', url: '/v1/authorisations', payload: {} });
    expect([refused.statusCode, refused.json().error.code]).toEqual([401, 'unauthorised']);
    expect((await app.inject('/v1/nowhere')).statusCode).toBe(401);
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });
});
