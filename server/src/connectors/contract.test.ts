import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardData } from '../vault/reveal.ts';
import type { Connector, HttpAnswer, Operation } from './port.ts';
import { CONNECTORS } from './registry.ts';
import { sandboxAnswers } from './sandbox/testing/sampleAnswers.ts';

/** Notices are about no operation of the caller's, and have tests of their own beside each connector. */
type OperationName = Exclude<keyof Connector, 'name' | 'notices'>;

/** For each connector, the provider's answer to each operation that was done under a reference. */
const ANSWERS: Readonly<Record<string, Readonly<Partial<Record<OperationName, (reference: string) => HttpAnswer>>>>> = {
  sandbox: sandboxAnswers,
};

const REFERENCE = 'att_0Kx81Zr20001aBcDeFgHiJkL';
const NUMBER = '4242424242424242';
const IBAN = 'DE89370400440532013000';
const FOLLOW_UP = { reference: REFERENCE, authorisation: 'att_0', amount: money(1000n, 'eur') };
const CARD_REQUEST = {
  reference: REFERENCE,
  entry: 'moto_phone',
  address: { line1: '1 rue du Port', postalCode: '75001', country: 'FR' },
  merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
  networkTransactionId: null,
  firstOfMany: false,
  network: null,
  authentication: null,
  proof: null,
  card: new CardData({ number: NUMBER, expMonth: 12, expYear: 2034, cvc: '739' }),
};
const INPUTS: Readonly<Record<OperationName, object>> = {
  authorise: {
    ...CARD_REQUEST,
    amount: money(4990n, 'eur'),
    capture: true,
    incremental: true,
    descriptor: 'CHEZ ODILE* BAR',
  },
  debit: {
    reference: REFERENCE,
    amount: money(4990n, 'eur'),
    holder: 'Odile Martin',
    accountType: 'checking',
    mandate: { reference: 'ABCDEFGH23456789', acceptedAt: new Date('2026-03-02T09:00:00Z') },
    merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
    descriptor: 'Order 17',
    account: { scheme: 'sepa', iban: IBAN },
  },
  verify: CARD_REQUEST,
  authentication: { reference: REFERENCE },
  increment: { ...FOLLOW_UP, descriptor: 'Order 17' },
  capture: FOLLOW_UP,
  void: FOLLOW_UP,
  refund: FOLLOW_UP,
  cancelRefund: { reference: REFERENCE, refund: 'att_0' },
  submitEvidence: { reference: REFERENCE, dispute: 'dsp_1', texts: { receipt: 'x' }, files: [] },
  acceptDispute: { reference: REFERENCE, dispute: 'dsp_1' },
  lookUp: { reference: REFERENCE },
  payOut: {
    reference: REFERENCE,
    amount: money(1000n, 'eur'),
    destination: { kind: 'iban', iban: 'DE89370400440532013000' },
    merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
    reverses: null,
  },
  lookUpPayout: { reference: REFERENCE },
  reverse: { reference: REFERENCE },
};

/** The word of an output that says what is known: `result`, `found` or `answer`. */
function verdict(output: unknown): string {
  const { result, found, answer } = output as { result?: string; found?: string; answer?: string };
  return result ?? found ?? answer ?? 'no verdict';
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** Every way to take one value out of a JSON body. */
function withOneMissing(body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const { [name]: _left, ...rest } = body as Record<string, unknown>;
    return [rest, { ...rest, [name]: null }, ...withOneMissing(value).map((inner) => ({ ...rest, [name]: inner }))];
  });
}

const cases = Object.entries(CONNECTORS).flatMap(([name, connector]) =>
  (Object.keys(INPUTS) as OperationName[]).flatMap((operation) => {
    const found = connector[operation] as Operation<object, unknown> | undefined;
    return found === undefined ? [] : [{ name, operation, found }];
  }),
);

it('every connector is known by its own name and has answers to be tested with', () => {
  expect(cases.length).toBeGreaterThan(0);
  for (const [name, connector] of Object.entries(CONNECTORS)) expect(connector.name).toBe(name);
  for (const { name, operation } of cases) expect(ANSWERS[name]?.[operation], `${name} ${operation}`).toBeTypeOf('function');
});

it.each(Object.entries(CONNECTORS))('%s can find out and undo what it can do', (_name, connector) => {
  expect(connector.lookUp).toBeDefined();
  if (connector.authorise !== undefined) expect(connector.reverse ?? connector.void).toBeDefined();
});

describe.each(cases)('$name, $operation', ({ name, operation, found }) => {
  const input = frozen(INPUTS[operation]);
  const answerTo = (reference: string): HttpAnswer => {
    const answer = ANSWERS[name]?.[operation]?.(reference);
    if (answer === undefined) throw new Error(`No answer to ${operation}.`);
    return frozen(answer);
  };
  const read = (answer: HttpAnswer): unknown => found.response(frozen(answer), input);

  it('builds the same request each time, of JSON alone, which names the reference', () => {
    const call = found.request(input);
    expect(found.request(input)).toEqual(call);
    expect(call.path).toMatch(/^\//);
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    expect(`${call.path} ${body}`).toContain(REFERENCE);
    if (call.method === 'GET') expect(call.body).toBeUndefined();
  });

  it('sends the card or the account only where it is charged, and never in the address', () => {
    const call = found.request(input);
    expect(call.path).not.toContain(NUMBER);
    expect(call.path).not.toContain(IBAN);
    expect(JSON.stringify(call.body ?? null).includes(NUMBER)).toBe(operation === 'authorise' || operation === 'verify');
    expect(JSON.stringify(call.body ?? null).includes(IBAN)).toBe(operation === 'debit' || operation === 'payOut');
  });

  it('reads a good answer, the same each time', () => {
    const output = read(answerTo(REFERENCE));
    expect(verdict(output)).not.toBe('unknown');
    expect(read(answerTo(REFERENCE))).toEqual(output);
  });

  it('takes an answer that belongs to another reference for none', () => {
    expect(verdict(read(answerTo('att_other')))).toBe('unknown');
  });

  it('takes a good answer under any other status for none', () => {
    for (const status of [100, 204, 301, 400, 401, 402, 404, 408, 409, 429, 500, 502, 503, 504]) {
      expect([status, verdict(read({ ...answerTo(REFERENCE), status }))]).toEqual([status, 'unknown']);
    }
  });

  it('never makes another verdict of an answer in which something is missing', () => {
    const { status, body } = answerTo(REFERENCE);
    const whole = verdict(read({ status, body }));
    for (const part of withOneMissing(body)) expect([whole, 'unknown']).toContain(verdict(read({ status, body: part })));
  });

  it('takes whatever it cannot read for none, and throws nothing', () => {
    const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
    const body = fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 9, arbitrary: fc.jsonValue() });
    fc.assert(
      fc.property(status, body, (one, other) => {
        expect(verdict(read({ status: one, body: other }))).toBe('unknown');
      }),
    );
  });
});
