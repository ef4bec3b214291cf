import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBrowser, newMember } from '../../harness/newMember.ts';
import { signIn } from '../../harness/signIn.ts';
import { startWholeServer, type WholeServer } from '../../harness/wholeServer.ts';
import { MAY_CALL } from './mayCall.ts';

type Headers = Readonly<Record<string, string>>;

const SESSIONS = { o: 'owner', a: 'admin', m: 'manager', c: 'cashier', n: 'analyst', d: 'developer' } as const;
const TIMEOUT_MS = 120_000;

let whole: WholeServer;
/** Everybody, by the letter of the table. */
let callers: Record<string, Headers>;

const keyOf = async (by: Headers, more: object = {}): Promise<Headers> => {
  const made = await asBrowser<{ secret: string }>(whole.base, by, '/guichet/v1/api_keys', { body: { name: 'table', ...more } });
  return { authorization: `Bearer ${made.body.secret}` };
};

beforeAll(async () => {
  whole = await startWholeServer();
  const owner = await signIn(whole);
  callers = { o: owner };
  for (const [letter, role] of Object.entries(SESSIONS)) {
    if (letter !== 'o') callers[letter] = await newMember(whole, owner, `Member${letter}`, role);
  }
  callers.O = await keyOf(owner);
  callers.D = await keyOf(callers.d ?? {});
}, TIMEOUT_MS);
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`;

describe('the table', () => {
  it('has each registered call in one row, and no other', () => {
    const listed = Object.values(MAY_CALL).flat().sort();
    expect(listed).toEqual(whole.server.routes.map(nameOf).sort());
  });

  it(
    'asks for no sign-in where everybody may call, and for one everywhere else',
    async () => {
      for (const call of Object.values(MAY_CALL).flat()) {
        const isOpen = MAY_CALL.everybody?.includes(call) === true;
        expect((await outcomeOf(call, {})) === 'in', call).toBe(isOpen);
      }
    },
    TIMEOUT_MS,
  );

  it.each([...Object.keys(SESSIONS), 'O', 'D'])(
    'says what %s may do',
    async (letter) => {
      const wrong: string[] = [];
      for (const [who, calls] of Object.entries(MAY_CALL)) {
        if (who === 'everybody') continue;
        const expected = who.includes(letter) ? 'in' : 'refused';
        for (const call of calls) {
          const outcome = await outcomeOf(call, callers[letter] ?? {});
          if (outcome !== expected) wrong.push(`${call}: ${outcome}, and not ${expected}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

/**
 * Whether somebody is let in. A parameter that no call knows keeps whoever is from doing anything: permissions are looked at before it. A refusal
 * that is not about permissions names something else than what is needed.
 */
async function outcomeOf(call: string, headers: Headers): Promise<'in' | 'refused' | 'out'> {
  const [method = '', path = ''] = call.split(' ');
  const address = `${whole.base}${path.replaceAll(/:\w+/g, 'none')}?nobody_knows_this=1`;
  const form = path.startsWith('/v1/') ? 'application/x-www-form-urlencoded' : 'application/json';
  const sends = method === 'POST' ? { body: form === 'application/json' ? '{}' : '' } : {};
  const response = await fetch(address, {
    method,
    headers: { ...headers, ...(method === 'POST' && { 'content-type': form }) },
    redirect: 'manual',
    ...sends,
  });
  await response.arrayBuffer();
  if (response.status === 401) return 'out';
  return response.status === 403 ? 'refused' : 'in';
}

/** What becomes of money, by who moves it: allowed, refused for the role, above the ceiling, or waiting for another person. */
const MONEY: readonly (readonly [action: string, by: string, expected: string])[] = [
  ...(['o', 'a', 'm', 'c', 'O'] as const).map((by) => ['take 150', by, 'allowed'] as const),
  ...(['n', 'd', 'D'] as const).map((by) => ['take 150', by, 'forbidden'] as const),
  ['take 50', 'bounded', 'allowed'],
  ['take 50', 'bounded key', 'allowed'],
  ['take 150', 'bounded', 'limit_exceeded'],
  ['take 150', 'bounded key', 'limit_exceeded'],
  ...(['o', 'a', 'm', 'O'] as const).map((by) => ['refund 15', by, 'allowed'] as const),
  ...(['c', 'n', 'd', 'D'] as const).map((by) => ['refund 15', by, 'forbidden'] as const),
  ['refund 5', 'bounded', 'allowed'],
  ['refund 5', 'bounded key', 'allowed'],
  ['refund 15', 'bounded', 'limit_exceeded'],
  ['refund 15', 'bounded key', 'limit_exceeded'],
  ...(['o', 'a', 'm', 'c'] as const).map((by) => ['record 150', by, 'allowed'] as const),
  ...(['n', 'd', 'D'] as const).map((by) => ['record 150', by, 'forbidden'] as const),
  ['record 150', 'bounded', 'limit_exceeded'],
  ['record 150', 'bounded key', 'limit_exceeded'],
  // Above the place's limits another person must agree, whoever asks; who may not do it at all, or not as much, is refused as ever.
  ...(['o', 'a', 'm', 'O'] as const).map((by) => ['refund 250', by, 'approval_required'] as const),
  ...(['c', 'n', 'd', 'D'] as const).map((by) => ['refund 250', by, 'forbidden'] as const),
  ['refund 250', 'bounded', 'limit_exceeded'],
  ['refund 250', 'bounded key', 'limit_exceeded'],
  ...(['o', 'a', 'm', 'c', 'O'] as const).map((by) => ['record 250', by, 'approval_required'] as const),
  ...(['n', 'd', 'D'] as const).map((by) => ['record 250', by, 'forbidden'] as const),
  ['record 250', 'bounded', 'limit_exceeded'],
  ...(['o', 'a', 'O'] as const).map((by) => ['pay out 1', by, 'approval_required'] as const),
  ...(['m', 'c', 'n', 'd', 'D'] as const).map((by) => ['pay out 1', by, 'forbidden'] as const),
];

describe('money', () => {
  let payment: string;
  const form = async (by: Headers, path: string, fields: Record<string, string>) => {
    const headers = { ...by, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(whole.base + path, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return { status: response.status, body: (await response.json()) as { id: string; error?: { code: string } } };
  };
  const take = (by: Headers, amount: number, card = 'pm_card_visa') =>
    form(by, '/v1/payment_intents', { amount: String(amount), currency: 'eur', payment_method: card, confirm: 'true' });
  const ACTIONS: Readonly<Record<string, (by: Headers, amount: number) => ReturnType<typeof take>>> = {
    take: (by, amount) => take(by, amount),
    refund: (by, amount) => form(by, '/v1/refunds', { payment_intent: payment, amount: String(amount) }),
    record: (by, amount) => asBrowser(whole.base, by, '/guichet/v1/payment_records', { body: { amount, currency: 'eur', method: 'cash' } }),
    'pay out': (by, amount) => form(by, '/v1/payouts', { amount: String(amount), currency: 'eur' }),
  };

  beforeAll(async () => {
    const owner = callers.o ?? {};
    const permissions = ['api_keys.write', 'payments.read', 'payments.write', 'records.write', 'refunds.write'];
    const ceilings = { charge: 10_000, refund: 1_000 };
    const role = await asBrowser<{ id: string }>(whole.base, owner, '/guichet/v1/roles', {
      body: { name: 'Bounded', permissions, ceilings },
    });
    callers.bounded = await newMember(whole, owner, 'Bounded', role.body.id);
    callers['bounded key'] = await keyOf(callers.bounded);
    payment = (await take(owner, 50_000)).body.id;
    await take(owner, 50_000, 'pm_card_bypassPending');
    const limits = { refund: 20_000, record: 20_000, payout: 0 };
    expect((await asBrowser(whole.base, owner, '/guichet/v1/approval_limits', { body: limits })).status).toBe(200);
  }, TIMEOUT_MS);

  it.each(MONEY)('%s by %s: %s', async (action, by, expected) => {
    const [, what = '', euros = ''] = /^(.+) (\d+)$/.exec(action) ?? [];
    const answer = await ACTIONS[what]?.(callers[by] ?? {}, Number(euros) * 100);
    expect(answer?.body.error?.code ?? 'allowed').toBe(expected);
    expect(answer?.status).toBe(expected === 'allowed' ? 200 : 403);
  });
});
