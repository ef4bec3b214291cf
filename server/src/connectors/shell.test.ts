import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { type HttpClient, NotReached } from '../platform/httpClient.ts';
import { createLogger } from '../platform/log.ts';
import { enterCard } from '../vault/enterCard.ts';
import type { CardRef, VaultAccess } from '../vault/index.ts';
import type { AuthoriseOutcome, Connector, NextStep } from './port.ts';
import { CONNECTORS } from './registry.ts';
import { openProvider } from './shell.ts';

const NUMBER = '4242424242424242';
const now = new Date('2026-03-02T09:00:00Z');
const entered = enterCard({ number: NUMBER, exp_month: 12, exp_year: 2034, cvc: '739' }, { now, param: 'card' });
const CARD: CardRef = { tenantId: 1, cardId: 'vc_1', entered };
const AUTHORISE = {
  reference: 'att_1',
  amount: money(4990n, 'eur'),
  capture: true,
  incremental: false,
  descriptor: null,
  entry: 'moto',
  address: { line1: null, postalCode: null, country: null },
  merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
  networkTransactionId: null,
  firstOfMany: false,
  network: null,
  authentication: null,
  proof: null,
} as const;
const FOLLOW_UP = { reference: 'att_2', authorisation: 'att_1', providerReference: null, amount: money(1000n, 'eur') };
const ASKED = { reference: 'att_1', kind: 'authorise', amount: money(4990n, 'eur'), capture: true, providerReference: null, ageMs: 0 };

/** A connector that approves whatever comes back, so that what the shell makes of failures stands out. */
const CONNECTOR: Connector = {
  name: 'trusting',
  authorise: {
    request: ({ card, reference }) => ({ method: 'POST', path: '/authorise', body: { reference, number: card.number, cvc: card.cvc } }),
    response: ({ body }) => ({ result: 'unknown', reason: `answered ${JSON.stringify(body)}` }),
  },
  capture: {
    request: ({ reference }) => ({ method: 'POST', path: '/capture', body: { reference } }),
    response: () => ({ result: 'approved', approval: null }),
  },
  lookUp: { request: ({ reference }) => ({ method: 'GET', path: `/${reference}` }), response: () => ({ found: 'nothing' }) },
  reverse: {
    request: ({ reference }) => ({ method: 'POST', path: '/reverse', body: { reference } }),
    response: () => ({ answer: 'undone' }),
  },
};

type Sent = Parameters<HttpClient['send']>[0];

/** A provider whose calls end as `send` says, with all that was sent and logged. */
function providerThat(
  send: () => Promise<{ status: number; body: unknown }>,
  terms: { readonly connector?: Connector; readonly livemode?: boolean } = {},
) {
  const [sent, logged]: [Sent[], string[]] = [[], []];
  const http: HttpClient = {
    send: (call) => {
      sent.push(call);
      return send();
    },
    close: async () => {},
  };
  const account = {
    connector: CONNECTOR,
    baseUrl: 'http://provider.test',
    headers: { authorization: 'Bearer t' },
    settlementDelayMs: 0,
    fees: [],
    ...terms,
  };
  const log = createLogger('trace', { write: (line) => void logged.push(line) });
  // The card comes with the call, so the vault is not asked.
  return { provider: openProvider(account, { http, vault: {} as VaultAccess, log, deadlineMs: 20_000 }), sent, logged };
}

const cut = () => Promise.reject(new Error('other side closed'));
const unreached = () => Promise.reject(new NotReached(new Error('connect ECONNREFUSED')));

describe('a provider that was not reached', () => {
  it('has certainly done nothing', async () => {
    const { provider } = providerThat(unreached);
    expect(await provider.authorise(AUTHORISE, CARD)).toMatchObject({ result: 'failed' });
    expect(await provider.capture(FOLLOW_UP)).toMatchObject({ result: 'failed' });
  });

  it('has told nothing either', async () => {
    const { provider } = providerThat(unreached);
    expect(await provider.lookUp(ASKED)).toMatchObject({ found: 'unknown' });
    expect(await provider.reverse(ASKED)).toMatchObject({ answer: 'unknown' });
  });
});

it('a connection that was cut leaves everything open', async () => {
  const { provider } = providerThat(cut);
  expect(await provider.authorise(AUTHORISE, CARD)).toMatchObject({ result: 'unknown' });
  expect(await provider.capture(FOLLOW_UP)).toMatchObject({ result: 'unknown' });
  expect(await provider.lookUp(ASKED)).toMatchObject({ found: 'unknown' });
  expect(await provider.reverse(ASKED)).toMatchObject({ answer: 'unknown' });
});

it('sends what the connector builds, once, to the account’s address', async () => {
  const { provider, sent } = providerThat(async () => ({ status: 200, body: { ok: 1 } }));
  expect(await provider.authorise(AUTHORISE, CARD)).toEqual({ result: 'unknown', reason: 'answered {"ok":1}' });
  expect(sent).toEqual([
    {
      method: 'POST',
      url: 'http://provider.test/authorise',
      headers: { authorization: 'Bearer t' },
      body: { reference: 'att_1', number: NUMBER, cvc: '739' },
      deadlineMs: 20_000,
    },
  ]);
});

it('asks questions with a deadline of their own, shorter than doing may take', async () => {
  const { provider, sent } = providerThat(async () => ({ status: 200, body: {} }));
  await provider.capture(FOLLOW_UP);
  await provider.lookUp(ASKED);
  await provider.reverse(ASKED);
  expect(sent.map(({ deadlineMs }) => deadlineMs)).toEqual([20_000, 5_000, 5_000]);
});

it('logs what went wrong, and nothing of the card', async () => {
  const { provider, logged } = providerThat(() => Promise.reject(new Error(`refused ${NUMBER}`)));
  await provider.authorise(AUTHORISE, CARD);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('provider gave no answer');
  expect(logged[0]).not.toMatch(/4242424242424242|739/);
});

it('what a connector cannot do is a bug of whoever asks for it', async () => {
  const { provider, sent } = providerThat(cut);
  await expect(provider.refund(FOLLOW_UP)).rejects.toThrow('cannot refund');
  expect(sent).toEqual([]);
});

describe('an operation of several steps', () => {
  const made: NextStep<AuthoriseOutcome> = {
    next: { method: 'POST', path: '/confirm', form: { card: { number: NUMBER } }, headers: { 'idempotency-key': 'att_1' } },
    read: ({ body }) => ({ result: 'unknown', reason: `confirmed ${JSON.stringify(body)}` }),
  };
  const IN_STEPS: Connector = {
    name: 'stepping',
    authorise: { request: () => ({ method: 'POST', path: '/make', form: { a: { b: 1 } } }), response: () => made },
    modeOf: ({ body }) => (body as { livemode?: boolean }).livemode ?? null,
  };

  it('sends one after the other, each in its own form, within one deadline', async () => {
    const { provider, sent } = providerThat(async () => ({ status: 200, body: { ok: 1 } }), { connector: IN_STEPS });
    expect(await provider.authorise(AUTHORISE, CARD)).toEqual({ result: 'unknown', reason: 'confirmed {"ok":1}' });
    expect(sent).toMatchObject([
      { url: 'http://provider.test/make', form: 'a%5Bb%5D=1', headers: { authorization: 'Bearer t' } },
      { url: 'http://provider.test/confirm', headers: { authorization: 'Bearer t', 'idempotency-key': 'att_1' } },
    ]);
    expect(sent[0]?.deadlineMs).toBe(20_000);
    expect(sent[1]?.deadlineMs).toBeLessThanOrEqual(20_000);
  });

  it('is certainly not done when the last step was not reached', async () => {
    let calls = 0;
    const send = () => (++calls === 1 ? Promise.resolve({ status: 200, body: {} }) : unreached());
    const { provider } = providerThat(send, { connector: IN_STEPS });
    expect(await provider.authorise(AUTHORISE, CARD)).toMatchObject({ result: 'failed', unreached: true });
  });

  it('ends where an answer comes from the other mode', async () => {
    const { provider, sent } = providerThat(async () => ({ status: 200, body: { livemode: true } }), {
      connector: IN_STEPS,
      livemode: false,
    });
    expect(await provider.authorise(AUTHORISE, CARD)).toEqual({ result: 'unknown', reason: 'The answer is from the other mode.' });
    expect(sent).toHaveLength(1);
  });

  it('believes a card of the other mode as little', async () => {
    const { stripe } = CONNECTORS;
    if (stripe === undefined) throw new Error('There is no such connector.');
    const body = {
      id: 'pm_1',
      object: 'payment_method',
      type: 'card',
      livemode: true,
      card: { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2034 },
    };
    const read = (livemode: boolean) =>
      providerThat(async () => ({ status: 200, body }), { connector: stripe, livemode }).provider.readHeldCard('pm_1');
    expect(await read(false)).toEqual({ answer: 'unknown', reason: 'The answer is from the other mode.' });
    expect(await read(true)).toMatchObject({ answer: 'card', card: { last4: '4242' } });
  });
});
