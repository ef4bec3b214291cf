import { describe, expect, it } from 'vitest';
import { failureOf } from './outcome.ts';

describe('failureOf', () => {
  it('reads a refusal with its intent', () => {
    const body = {
      error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        message: 'No.',
        payment_intent: { id: 'pi_1' },
      },
    };
    expect(failureOf(402, body)).toMatchObject({
      kind: 'refused',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      paymentIntent: 'pi_1',
    });
  });

  it('takes no answer of 500 and above for a refusal, whatever it says', () => {
    expect(failureOf(500, { error: { type: 'card_error', code: 'card_declined', message: 'No.' } })).toEqual({
      kind: 'broken',
      status: 500,
    });
  });

  it('keeps what the server says that broke', () => {
    const error = { type: 'api_error', code: 'provider_no_answer', message: 'No.' };
    expect(failureOf(502, { error })).toEqual({ kind: 'broken', status: 502, code: 'provider_no_answer' });
  });

  it.each([
    ['a page of a proxy', '<html>'],
    ['nothing', undefined],
    ['another shape', { detail: 'no' }],
  ])('calls %s broken', (_, body) => {
    expect(failureOf(404, body)).toEqual({ kind: 'broken', status: 404 });
  });

  it.each([502, 503, 504])('takes %d for no answer where it is a word of a proxy, and for one of the server in its own shape', (status) => {
    const error = { type: 'api_error', code: 'unavailable', message: 'In a moment.' };
    expect(failureOf(status, { error })).toEqual({ kind: 'broken', status, code: 'unavailable' });
    for (const foreign of [undefined, null, '<html>', { message: 'Service Unavailable' }, { error: 'upstream' }])
      expect(failureOf(status, foreign)).toEqual({ kind: 'lost', timedOut: false });
  });

  it("reads the sign-in library's own form", () => {
    expect(failureOf(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_EMAIL_OR_PASSWORD',
    });
  });
});
