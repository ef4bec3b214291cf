import { describe, expect, it } from 'vitest';
import { authorisation, noonS, temporaryBank, temporaryBookPath } from '../testing/temporaryBank.ts';

const merchant = { name: 'Librairie du Port', country: 'FR', account: 'acct_1' };
const weekS = 7 * 86_400;

describe('notices', () => {
  it('tell of a hold that expired, when its time has come and not before', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/authorisations', authorisation('a', { merchant }));
    await bank.post('/v1/authorisations', authorisation('b', { merchant }));
    bank.clock.advance(weekS - 1);
    expect((await bank.get('/v1/notices')).body).toEqual({ notices: [], has_more: false });
    bank.clock.advance(1);
    const told = { at: noonS + weekS, kind: 'authorisation.expired', account: 'acct_1', data: {} };
    const [first, second] = [
      { ...told, sequence: 1, reference: 'a' },
      { ...told, sequence: 2, reference: 'b' },
    ];
    expect((await bank.get('/v1/notices?limit=1')).body).toEqual({ notices: [first], has_more: true });
    expect((await bank.get('/v1/notices?after=1')).body).toEqual({ notices: [second], has_more: false });
    expect((await bank.get('/v1/notices')).body.notices).toEqual([first, second]);
  });

  it('keep silent about a hold that was captured, voided or reversed, and towards merchants without an account', async () => {
    const bank = temporaryBank();
    for (const reference of ['captured', 'voided', 'reversed'])
      await bank.post('/v1/authorisations', authorisation(reference, { merchant }));
    await bank.post('/v1/authorisations', authorisation('unnamed'));
    await bank.post('/v1/captures', { reference: 'c', authorisation: 'captured', amount: 1 });
    await bank.post('/v1/voids', { reference: 'v', authorisation: 'voided' });
    await bank.post('/v1/reversals', { reference: 'reversed' });
    bank.clock.advance(weekS);
    expect((await bank.get('/v1/notices')).body.notices).toEqual([]);
  });

  it('and a clock that was moved survive the bank', async () => {
    const path = temporaryBookPath();
    const before = temporaryBank(path);
    await before.post('/v1/authorisations', authorisation('a', { merchant }));
    expect((await before.post('/control/clock', { advance_seconds: weekS })).body).toEqual({ now: noonS + weekS });
    await before.app.close();
    const after = temporaryBank(path);
    expect((await after.get('/control/clock')).body).toEqual({ now: noonS + weekS });
    expect((await after.get('/v1/notices')).body.notices).toHaveLength(1);
  });

  it.each(['after=x', 'after=-1', 'limit=ten', 'since=1'])('refuse %s', async (query) => {
    expect((await temporaryBank().get(`/v1/notices?${query}`)).status).toBe(400);
  });
});

it.each([0, -1, 1.5, 'a day', 401 * 86_400])('the clock does not move by %s', async (seconds) => {
  expect((await temporaryBank().post('/control/clock', { advance_seconds: seconds })).status).toBe(400);
});
