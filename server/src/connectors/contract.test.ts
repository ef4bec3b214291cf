import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardData } from '../vault/reveal.ts';
import { type Connector, type HttpAnswer, type HttpCall, isNextStep, type Operation } from './port.ts';
import { CONNECTORS } from './registry.ts';
import { sandboxAnswers } from './sandbox/testing/sampleAnswers.ts';
import { stripeAnswers } from './stripe/testing/sampleAnswers.ts';

/** Notices and tests are about no operation of the caller's, and have tests of their own beside each connector. */
type OperationName = Exclude<
  keyof Connector,
  'name' | 'notices' | 'records' | 'test' | 'holds' | 'modeOf' | 'credentials' | 'filesUrl' | 'fields'
>;

/** For each connector, the provider's answers to the steps of each operation that was done under a reference. */
const ANSWERS: Readonly<Record<string, Readonly<Partial<Record<OperationName, (reference: string) => readonly HttpAnswer[]>>>>> = {
  sandbox: Object.fromEntries(
    Object.entries(sandboxAnswers).map(([operation, answer]) => [operation, (reference: string) => [answer(reference)]]),
  ),
  stripe: stripeAnswers,
};

const REFERENCE = 'att_0Kx81Zr20001aBcDeFgHiJkL';
const NUMBER = '4242424242424242';
const IBAN = 'DE89370400440532013000';
const FOLLOW_UP = { reference: REFERENCE, authorisation: 'att_0', providerReference: 'pi_up1', amount: money(1000n, 'eur') };
const LOOK_UP = { reference: REFERENCE, kind: 'authorise', amount: money(4990n, 'eur'), capture: true, providerReference: null, ageMs: 0 };
const ABOUT_CARD = {
  reference: REFERENCE,
  entry: 'moto_phone',
  address: { line1: '1 rue du Port', postalCode: '75001', country: 'FR' },
  merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
  networkTransactionId: null,
  firstOfMany: false,
  network: null,
  authentication: null,
  proof: null,
};
const CARD_REQUEST = { ...ABOUT_CARD, card: new CardData({ number: NUMBER, expMonth: 12, expYear: 2034, cvc: '739' }) };
const INPUTS: Readonly<Record<OperationName, object>> = {
  authorise: {
    ...CARD_REQUEST,
    amount: money(4990n, 'eur'),
    capture: true,
    incremental: true,
    descriptor: 'CHEZ ODILE* BAR',
  },
  authoriseHeld: {
    ...ABOUT_CARD,
    amount: money(4990n, 'eur'),
    capture: true,
    incremental: true,
    descriptor: 'CHEZ ODILE* BAR',
    held: { token: 'pm_up1', customer: 'cus_up1' },
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
  lookUp: LOOK_UP,
  payOut: {
    reference: REFERENCE,
    amount: money(1000n, 'eur'),
    destination: { kind: 'iban', iban: 'DE89370400440532013000' },
    merchant: { name: 'Chez Odile', country: 'FR', account: 'acct_1' },
    reverses: null,
  },
  lookUpPayout: { reference: REFERENCE },
  reverse: LOOK_UP,
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
  const answersTo = (reference: string): readonly HttpAnswer[] => {
    const answers = ANSWERS[name]?.[operation]?.(reference);
    if (answers === undefined) throw new Error(`No answers to ${operation}.`);
    return frozen(answers);
  };
  const steps = answersTo(REFERENCE).map((_answer, step) => step);
  /** Plays an operation through with these answers: all that was called, and the output. Fails when it asks for more. */
  function play(answers: readonly HttpAnswer[]): { calls: HttpCall[]; output: unknown } {
    const calls = [found.request(input)];
    let read = found.response(frozen(answers[0] as HttpAnswer), input);
    while (isNextStep(read)) {
      const answer = answers[calls.length];
      if (answer === undefined) throw new Error(`A step more than there are answers: ${read.next.path}`);
      calls.push(read.next);
      read = read.read(frozen(answer));
    }
    return { calls, output: read };
  }
  /** The output when one step is answered otherwise. */
  const readWith = (step: number, answer: HttpAnswer): unknown => play(answersTo(REFERENCE).with(step, answer)).output;
  const goodAnswer = (step: number): HttpAnswer => answersTo(REFERENCE)[step] as HttpAnswer;

  it('builds the same requests each time, of plain values, which name the reference', () => {
    const { calls } = play(answersTo(REFERENCE));
    expect(play(answersTo(REFERENCE)).calls).toEqual(calls);
    expect(calls).toHaveLength(steps.length);
    expect(JSON.stringify(calls)).toContain(REFERENCE);
    for (const call of calls) {
      expect(call.path).toMatch(/^\//);
      expect(call.body === undefined || call.form === undefined).toBe(true);
      if (call.method === 'GET') expect([call.body, call.form]).toEqual([undefined, undefined]);
    }
  });

  it('sends the card or the account only where it is charged, in the last step, and never in the address', () => {
    const contents = play(answersTo(REFERENCE)).calls.map(({ path, headers, body, form }) => {
      expect(path + JSON.stringify(headers ?? {})).not.toMatch(new RegExp(`${NUMBER}|${IBAN}`));
      return JSON.stringify(body ?? form ?? null);
    });
    const last = contents.pop();
    expect(contents.join()).not.toMatch(new RegExp(`${NUMBER}|${IBAN}`));
    expect(last?.includes(NUMBER)).toBe(operation === 'authorise' || operation === 'verify');
    expect(last?.includes(IBAN)).toBe(operation === 'debit' || operation === 'payOut');
  });

  it('reads good answers, the same each time', () => {
    const { output } = play(answersTo(REFERENCE));
    expect(verdict(output)).not.toBe('unknown');
    expect(verdict(output)).not.toBe('no verdict');
    expect(play(answersTo(REFERENCE)).output).toEqual(output);
  });

  it.each(steps)('takes an answer to step %i that belongs to another reference for none', (step) => {
    expect(verdict(readWith(step, answersTo('att_other')[step] as HttpAnswer))).toBe('unknown');
  });

  it.each(steps)('takes a good answer to step %i under any other status for none', (step) => {
    for (const status of [100, 204, 301, 400, 401, 402, 404, 408, 409, 429, 500, 502, 503, 504]) {
      expect([status, verdict(readWith(step, { ...goodAnswer(step), status }))]).toEqual([status, 'unknown']);
    }
  });

  it.each(steps)('never makes another verdict of an answer to step %i in which something is missing', (step) => {
    const { status, body } = goodAnswer(step);
    const whole = verdict(play(answersTo(REFERENCE)).output);
    for (const part of withOneMissing(body)) expect([whole, 'unknown']).toContain(verdict(readWith(step, { status, body: part })));
  });

  it.each(steps)('takes whatever it cannot read at step %i for none, and throws nothing', (step) => {
    const status = fc.oneof(fc.constant(200), fc.integer({ min: 100, max: 599 }));
    const body = fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 9, arbitrary: fc.jsonValue() });
    fc.assert(
      fc.property(status, body, (one, other) => {
        expect(verdict(readWith(step, { status: one, body: other }))).toBe('unknown');
      }),
    );
  });
});
