import { expect, it } from 'vitest';
import { askInTurn } from './askInTurn.ts';

const refused = (headers: Record<string, string>): Response => new Response('{}', { status: 429, headers });
const BUSY = { 'Stripe-Should-Retry': 'true', 'Retry-After': '2' };

async function asked(...answers: Response[]): Promise<{ status: number; left: number; pauses: number[] }> {
  const pauses: number[] = [];
  const ask = async (): Promise<Response> => answers.shift() ?? Response.error();
  const { status } = await askInTurn(ask, async (seconds) => void pauses.push(seconds));
  return { status, left: answers.length, pauses };
}

it('comes back when a busy server says so', async () => {
  expect(await asked(refused(BUSY), refused({ 'Stripe-Should-Retry': 'true' }), new Response('{}'))).toEqual({
    ...{ status: 200, left: 0, pauses: [2, 1] },
  });
});

it('takes the third refusal for the answer, and waits for no more than seconds', async () => {
  const long = refused({ ...BUSY, 'Retry-After': '600' });
  expect(await asked(long, refused(BUSY), refused(BUSY), new Response('{}'))).toEqual({ status: 429, left: 1, pauses: [5, 2] });
});

it('does not insist where it is told not to', async () => {
  expect(await asked(refused({ 'Stripe-Should-Retry': 'false', 'Retry-After': '60' }), new Response('{}'))).toMatchObject({
    status: 429,
    left: 1,
  });
  expect(await asked(new Response('{}', { status: 503, headers: BUSY }), new Response('{}'))).toMatchObject({ status: 503, left: 1 });
});
