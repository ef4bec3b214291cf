import { describe, expect, it } from 'vitest';
import { type HttpAnswer, type HttpCall, isNextStep, type NoticesAnswer } from '../port.ts';
import { readNotices, startNotices } from './notices.ts';
import { sampleDispute } from './testing/sampleAnswers.ts';

const NOW = 1_772_450_000;
const ASKED = { after: 0, limit: 2, position: null, since: 1_772_000_000, now: NOW };
const AT = { ...ASKED, position: `${NOW - 500}:evt_0` };

const ok = (body: object): HttpAnswer => ({ status: 200, body });
/** A page as the provider has it: newest first. */
const page = (events: readonly object[], hasMore = false): HttpAnswer => ok({ object: 'list', data: events, has_more: hasMore });
const event = (id: string, type: string, object: object, { created = NOW - 300, before = {} } = {}) => ({
  ...{ id, object: 'event', type, created, livemode: false, data: { object, previous_attributes: before } },
});
const intent = (id: string, metadata: object = { guichet_reference: 'att_1' }): HttpAnswer =>
  ok({ id, object: 'payment_intent', status: 'succeeded', amount: 4990, currency: 'eur', created: 1, metadata });
const refund = (status: string, metadata: object = { guichet_reference: 'att_2' }) => ({
  ...{ id: 're_1', object: 'refund', status, amount: 1000, metadata, failure_reason: status === 'failed' ? 'lost_or_stolen_card' : null },
});

function play(asked: typeof ASKED | typeof AT, ...answers: HttpAnswer[]): { calls: HttpCall[]; told: NoticesAnswer } {
  const calls = [startNotices(asked)];
  let read = readNotices(answers[0] as HttpAnswer, asked);
  while (isNextStep(read)) {
    calls.push(read.next);
    const answer = answers[calls.length - 1];
    if (answer === undefined) throw new Error(`It asks for more: ${read.next.path}`);
    read = read.read(answer);
  }
  expect(calls).toHaveLength(answers.length);
  return { calls, told: read };
}
function noticesOf(...answers: HttpAnswer[]) {
  const { told } = play(AT, ...answers);
  if (told.answer !== 'notices') throw new Error(told.reason);
  return told.notices;
}

describe('what an event means', () => {
  const DISPUTE = {
    dispute: 'dsp_1',
    reason: 'fraudulent',
    network_reason_code: '10.4',
    amount: 4990,
    currency: 'eur',
    due_by: 1_773_000_000,
  };
  const was = (status: string) => ({ before: { status } });
  it.each([
    [event('e', 'charge.dispute.created', sampleDispute), { kind: 'dispute.opened', data: { ...DISPUTE, inquiry: false } }],
    [
      event('e', 'charge.dispute.created', { ...sampleDispute, status: 'warning_needs_response' }),
      { kind: 'dispute.opened', data: { ...DISPUTE, inquiry: true } },
    ],
    [event('e', 'charge.dispute.updated', sampleDispute, was('warning_needs_response')), { kind: 'dispute.escalated' }],
    [event('e', 'charge.dispute.updated', sampleDispute, was('warning_under_review')), { kind: 'dispute.escalated' }],
    [
      event('e', 'charge.dispute.updated', { ...sampleDispute, status: 'under_review' }, was('needs_response')),
      { kind: 'dispute.submitted', data: { dispute: 'dsp_1' } },
    ],
    [
      event('e', 'charge.dispute.closed', { ...sampleDispute, status: 'warning_closed' }),
      { kind: 'dispute.closed', data: { dispute: 'dsp_1', outcome: 'closed' } },
    ],
    [
      event('e', 'radar.early_fraud_warning.created', { fraud_type: 'misc', payment_intent: 'pi_up1' }),
      { kind: 'fraud.warning', data: { fraud_type: 'misc' } },
    ],
  ])('%j is about the payment that it names', (told, notice) => {
    expect(noticesOf(page([told]), intent('pi_up1'))).toEqual([
      expect.objectContaining({ ...notice, id: 'e', sequence: null, account: null, reference: 'att_1', at: NOW - 300 }),
    ]);
    expect(noticesOf(page([told]), intent('pi_up1', {}))).toEqual([]);
  });

  it.each([
    [event('e', 'refund.failed', refund('failed')), { kind: 'refund.failed', data: { reason: 'lost_or_stolen_card' } }],
    [event('e', 'refund.updated', refund('succeeded')), { kind: 'refund.succeeded' }],
    [event('e', 'refund.created', refund('succeeded')), { kind: 'refund.succeeded' }],
    [event('e', 'refund.created', refund('failed')), { kind: 'refund.failed' }],
  ])('%j is about the refund itself', (told, notice) => {
    expect(noticesOf(page([told]))).toEqual([expect.objectContaining({ ...notice, reference: 'att_2' })]);
  });

  it.each(['automatic', 'expired'])('a payment that was canceled as %s is a hold that expired', (reason) => {
    const object = { cancellation_reason: reason, metadata: { guichet_reference: 'att_1' } };
    expect(noticesOf(page([event('e', 'payment_intent.canceled', object)]))).toMatchObject([
      { kind: 'authorisation.expired', reference: 'att_1' },
    ]);
  });

  it.each([
    event('e', 'payment_intent.canceled', { cancellation_reason: 'requested_by_customer', metadata: { guichet_reference: 'att_1' } }),
    event('e', 'payment_intent.canceled', { cancellation_reason: 'automatic', metadata: {} }),
    event('e', 'refund.updated', refund('pending')),
    event('e', 'refund.created', refund('pending')),
    event('e', 'refund.failed', refund('failed', {})),
    event('e', 'charge.dispute.updated', sampleDispute),
    event('e', 'charge.dispute.created', { ...sampleDispute, payment_intent: null }),
    event('e', 'invoice.paid', {}),
  ])('%j is nothing to us', (told) => {
    expect(noticesOf(page([told]))).toEqual([]);
  });
});

describe('the way through the events', () => {
  const NOTHING = (id: string, created: number) => event(id, 'invoice.paid', {}, { created });

  it('begins when the account came to us, and reads all pages of that', () => {
    const { calls, told } = play(
      ASKED,
      page([event('evt_2', 'refund.failed', refund('failed'))], true),
      page([event('evt_1', 'refund.updated', refund('succeeded'))]),
    );
    expect(calls.map(({ path }) => decodeURIComponent(path))).toEqual([
      expect.stringMatching(/^\/v1\/events\?limit=2&created\[gte]=1772000000&types\[]=/),
      expect.stringMatching(/&created\[gte]=1772000000&starting_after=evt_2&/),
    ]);
    expect(told).toMatchObject({ hasMore: false, position: `${NOW - 300}:evt_2`, notices: [{ id: 'evt_1' }, { id: 'evt_2' }] });
  });

  it('goes on behind the newest event that is a minute old, so that one which is stored late is not missed', () => {
    const { calls, told } = play(AT, page([NOTHING('evt_3', NOW - 5), NOTHING('evt_2', NOW - 59), NOTHING('evt_1', NOW - 60)]));
    expect(calls[0]?.path).toMatch(/&ending_before=evt_0&/);
    expect(told).toMatchObject({ position: `${NOW - 60}:evt_1`, hasMore: false });
    expect(play(AT, page([NOTHING('evt_3', NOW - 5)])).told).toMatchObject({ position: AT.position });
    expect(play(AT, page([NOTHING('evt_3', NOW - 5)], true)).told).toMatchObject({ position: `${NOW - 5}:evt_3`, hasMore: true });
  });

  it('goes on by time when the provider has forgotten the event', () => {
    const gone = { status: 400, body: { error: { type: 'invalid_request_error', message: 'No such event' } } };
    const { calls, told } = play(AT, gone, page([NOTHING('evt_9', NOW - 70)]));
    expect(decodeURIComponent(calls[1]?.path ?? '')).toContain(`created[gte]=${NOW - 500}`);
    expect(told).toMatchObject({ position: `${NOW - 70}:evt_9` });
  });

  it('tells the beginning of a thing before its end, in whatever order one second has them', () => {
    const [opened, closed] = [
      event('evt_2', 'charge.dispute.created', sampleDispute),
      event('evt_1', 'charge.dispute.closed', { ...sampleDispute, status: 'lost' }),
    ];
    expect(noticesOf(page([opened, closed]), intent('pi_up1')).map(({ kind }) => kind)).toEqual(['dispute.opened', 'dispute.closed']);
  });

  it.each([
    [[{ status: 500, body: {} }]],
    [[{ status: 401, body: { error: { type: 'invalid_request_error', message: 'Invalid API key.' } } }]],
    [[page([event('evt_1', 'charge.dispute.created', { id: 'dsp_1' })])]],
    [[page([event('evt_1', 'charge.dispute.created', sampleDispute)]), { status: 500, body: {} }]],
    [[page([event('evt_1', 'charge.dispute.created', sampleDispute)]), intent('pi_other')]],
  ])('stands still where an answer says too little: %j', (answers) => {
    expect(play(AT, ...answers).told).toMatchObject({ answer: 'unknown' });
  });
});
