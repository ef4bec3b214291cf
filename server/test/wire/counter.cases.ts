import type { CounterView, RecordingView } from '@guichet/contract/counterViews.ts';
import { describe, expect, it } from 'vitest';
import { eventsAbout, raw } from './place.ts';

const counter = async (currency: string): Promise<CounterView> =>
  (await raw('GET', `/guichet/v1/counter?currency=${currency}`)).body as unknown as CounterView;
const post = (path: string, body: object) =>
  raw('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
describe('the counter', () => {
  it.each([
    ['eur', ['card', 'sepa_debit', 'cash', 'cheque', 'bank_transfer'], 'eur'],
    ['usd', ['card', 'us_bank_account', 'cash', 'cheque', 'bank_transfer'], 'usd'],
    ['gbp', ['card', 'cash', 'cheque', 'bank_transfer'], 'eur'],
  ])('in %s takes %j and settles in %s', async (currency, methods, settles_in) => {
    expect(await counter(currency)).toMatchObject({ object: 'guichet.counter', currency, methods, settles_in });
  });

  it('is decided about by people, and by no key', async () => {
    const { status } = await post('/guichet/v1/counter_terms', { mask_cards: true });
    expect(status).toBe(403);
    expect(await counter('eur')).toMatchObject({ mask_cards: false, recording_origins: [], transfer_account: null });
  });
});

it('tells programs when a recording must pause and may go on, by whom and where', async () => {
  const paused = (await post('/guichet/v1/recordings', { state: 'pause', session: 's1' })).body as unknown as RecordingView;
  const resumed = (await post('/guichet/v1/recordings', { state: 'resume', session: 's1' })).body as unknown as RecordingView;
  const events = await eventsAbout(paused.id, resumed.id);
  expect(events.map(({ type, data }) => [type, data.object])).toEqual([
    ['guichet.recording.pause', paused],
    ['guichet.recording.resume', resumed],
  ]);
  expect(paused).toMatchObject({
    object: 'guichet.recording',
    state: 'pause',
    session: 's1',
    person: { name: expect.any(String) },
    livemode: false,
  });
  expect((await post('/guichet/v1/recordings', { state: 'stop', session: 's1' })).body.error).toMatchObject({ param: 'state' });
});
