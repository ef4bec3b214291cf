import { describe, expect, it } from 'vitest';
import type { AuthorisationRequest, ChallengeOffer } from '../api.ts';
import { authorisation, temporaryBank, temporaryBookPath } from '../testing/temporaryBank.ts';

const TOKEN = 'a-token';
const RETURN = 'https://shop.example.com/back?x=1';

/** A bank that asks for a token, and how to ask it. */
function bank() {
  const { app, clock } = temporaryBank(temporaryBookPath(), TOKEN);
  const headers = { authorization: `Bearer ${TOKEN}` };
  return {
    clock,
    post: async (url: string, payload: object) =>
      (await app.inject({ method: 'POST', url, payload, headers })).json() as Record<string, unknown>,
    get: async (url: string) => (await app.inject({ method: 'GET', url, headers })).json() as Record<string, unknown>,
    page: (url: string, language = 'en') => app.inject({ method: 'GET', url, headers: { 'accept-language': language } }),
    answer: (url: string, answer: string) =>
      app.inject({ method: 'POST', url, payload: `answer=${answer}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  };
}

const online = (reference: string, more: Partial<AuthorisationRequest> = {}) =>
  authorisation(reference, {
    number: '4000002760003184',
    entry: 'ecommerce',
    authentication: { return_url: RETURN },
    merchant: { name: 'L’<Épicerie>', country: 'FR', account: 'acct_1' },
    ...more,
  });

describe('a challenge', () => {
  it('is offered with 1A, the same one again for the same request, and never where the payer cannot be sent', async () => {
    const { post } = bank();
    const asked = await post('/v1/authorisations', online('a'));
    expect(asked).toMatchObject({
      result: 'declined',
      response_code: '1A',
      challenge: { path: expect.stringMatching(/^\/challenges\/.{43}$/) },
    });
    expect((await post('/v1/authorisations', online('a'))).challenge).toEqual(asked.challenge);
    const { authentication: _none, ...alone } = online('b');
    expect(await post('/v1/authorisations', alone)).not.toHaveProperty('challenge');
  });

  it.each([
    ['en', 'Approve', '€49.90'],
    ['fr-CH,fr;q=0.9,en;q=0.1', 'Approuver', '49,90 €'],
    ['de, it;q=0.5', 'Approva', '49,90 €'],
  ])('is a page in the language of %s, for nobody but its payer', async (language, button, amount) => {
    const { post, page } = bank();
    const { challenge } = (await post('/v1/authorisations', online('a'))) as unknown as { challenge: ChallengeOffer };
    const shown = await page(challenge.path, language);
    expect(shown.statusCode).toBe(200);
    expect(shown.body.replace(/[\u00a0\u202f]/g, ' ')).toContain(amount);
    expect(shown.body).toContain(button);
    expect(shown.body).toContain('L’&#60;Épicerie&#62;');
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await page('/challenges/guessed')).statusCode).toBe(404);
    expect((await page('/v1/book')).statusCode).toBe(401);
  });

  it('leads back whatever is answered, keeps the first answer, and tells the merchant of it later', async () => {
    const { post, get, answer, page, clock } = bank();
    const { challenge } = (await post('/v1/authorisations', online('a'))) as unknown as { challenge: ChallengeOffer };
    const where = `/v1/authentications/${challenge.authentication}`;
    expect(await get(where)).toMatchObject({ status: 'open', eci: null, cavv: null });
    expect((await answer(challenge.path, 'neither')).statusCode).toBe(200);
    expect(await get(where)).toMatchObject({ status: 'open' });
    for (const given of ['approve', 'fail']) {
      const back = await answer(challenge.path, given);
      expect([back.statusCode, back.headers.location]).toEqual([303, RETURN]);
    }
    expect(await get(where)).toMatchObject({ reference: 'a', status: 'authenticated', eci: '05', version: '2.2.0' });
    expect((await page(challenge.path)).body).not.toContain('<button');
    expect((await get('/v1/notices')).notices).toEqual([]);
    clock.advance(3);
    expect((await get('/v1/notices')).notices).toMatchObject([
      {
        kind: 'authentication.completed',
        account: 'acct_1',
        reference: 'a',
        data: { authentication: challenge.authentication, status: 'authenticated' },
      },
    ]);
  });

  it('proves one card for one amount, and nothing else', async () => {
    const { post, get, answer } = bank();
    const { challenge } = (await post('/v1/authorisations', online('a'))) as unknown as { challenge: ChallengeOffer };
    await answer(challenge.path, 'approve');
    const { eci, cavv } = await get(`/v1/authentications/${challenge.authentication}`);
    const authenticated = { authentication: challenge.authentication, eci: String(eci), cavv: String(cavv) };
    const codeOf = async (reference: string, more: Partial<AuthorisationRequest> & { number?: string }) =>
      (await post('/v1/authorisations', online(reference, { authenticated, ...more }))).response_code;
    expect(await codeOf('b', {})).toBe('00');
    expect(await codeOf('c', { amount: 4991 })).toBe('1A');
    expect(await codeOf('d', { currency: 'usd' })).toBe('1A');
    expect(await codeOf('e', { number: '4000002500003155' } as never)).toBe('1A');
    expect(await codeOf('f', { authenticated: { ...authenticated, cavv: 'AAAA' } })).toBe('1A');
  });
});

describe('a verification', () => {
  const card = (reference: string, number = '4242424242424242') => {
    const { amount: _amount, currency: _currency, capture: _capture, ...rest } = authorisation(reference, { number });
    return rest;
  };

  it('says whether a card is good, once for one reference, and moves nothing', async () => {
    const { post, get } = bank();
    const first = await post('/v1/verifications', card('a'));
    expect(first).toMatchObject({
      result: 'approved',
      response_code: '00',
      cvc: 'M',
      network: 'visa',
      network_transaction_id: expect.stringMatching(/^\d{15}$/),
    });
    expect(await post('/v1/verifications', card('a'))).toEqual({ ...first, repeated: true });
    expect(await post('/v1/verifications', card('a', '4000000000000002'))).toMatchObject({ error: { code: 'reference_reused' } });
    expect(await get('/v1/operations/a')).toMatchObject({ ...first, kind: 'verify' });
    expect(await post('/v1/reversals', { reference: 'a' })).toMatchObject({ result: 'not_reversible', reason: 'not_an_authorisation' });
    expect(await get('/v1/book')).toMatchObject({ operations: [] });
    expect(await post('/v1/verifications', card('b', '4000000000000002'))).toMatchObject({ result: 'declined', response_code: '05' });
  });

  it('that comes after its reversal is refused', async () => {
    const { post } = bank();
    await post('/v1/reversals', { reference: 'a' });
    expect(await post('/v1/verifications', card('a'))).toMatchObject({ result: 'declined', response_code: 'TB', reason: 'tombstone' });
  });
});
