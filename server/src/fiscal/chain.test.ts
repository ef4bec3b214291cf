import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeDay } from '../platform/placeDay.ts';
import { ChainChecker, FROM_THE_BEGINNING } from './chainChecker.ts';
import { ChainWriter, type SealedLine } from './chainWriter.ts';
import { type FiscalHead, firstHead } from './fiscalHead.ts';
import { type FiscalLine, NOTHING_BEFORE, type TakingLine } from './fiscalLine.rules.ts';
import { keyIdOf, type SealingKey, signText } from './seal.ts';

function newKey(): SealingKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = createPublicKey(privateKey);
  return { id: keyIdOf(publicKey), privateKey, publicKey };
}

const KEY = newKey();
const ZONE = 'Europe/Paris';
const PLACE = { account: 'acct_1', mode: 'test', zone: ZONE } as const;
const START = new Date('2026-11-28T10:00:00Z');
const HOUR_MS = 3_600_000;

type Step =
  | { readonly do: 'take'; readonly method: string; readonly amount: bigint }
  | { readonly do: 'give back'; readonly share: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'close' }
  | { readonly do: 'close what ended' };

interface Taken {
  readonly sequence: number;
  readonly source: string;
  readonly method: string;
  left: bigint;
}

/** A till in memory: what the store would keep between two writers. */
class Till {
  head: FiscalHead = firstHead(1, NOTHING_BEFORE, START);
  readonly lines: SealedLine[] = [];
  readonly closings: string[] = [];
  readonly takings: Taken[] = [];
  now = START;

  write<T>(work: (chain: ChainWriter) => T): T {
    const chain = new ChainWriter(this.head, KEY, PLACE, { now: this.now, today: placeDay(this.now, ZONE) });
    const result = work(chain);
    this.head = chain.head;
    this.lines.push(...chain.lines);
    this.closings.push(...chain.closings.map(({ period, name }) => `${period} ${name}`));
    return result;
  }

  take(method: string, amount: bigint): void {
    const source = `pr_${this.lines.length}`;
    const more = { due: String(amount), tendered: null, change: null, reason: null, actor: 'person:1', currency: 'eur' };
    this.write((chain) => {
      chain.begin('digest');
      chain.take({ kind: 'received', source, corrects: null, method, amount, ...more });
    });
    this.takings.push({ sequence: this.head.sequence, source, method, left: amount });
  }

  giveBack(taken: Taken, amount: bigint): void {
    const { source, sequence: corrects, method } = taken;
    const more = { due: String(amount), tendered: null, change: null, reason: 'other', actor: 'person:1', currency: 'eur' };
    this.write((chain) => chain.take({ kind: 'returned', source, corrects, method, amount, ...more }));
    taken.left -= amount;
  }

  step(step: Step): void {
    if (step.do === 'take') this.take(step.method, step.amount);
    else if (step.do === 'wait') this.now = new Date(this.now.getTime() + step.hours * HOUR_MS);
    else if (step.do === 'close') this.write((chain) => chain.closeDay());
    else if (step.do === 'close what ended') this.write((chain) => chain.closeEnded());
    else {
      const taken = this.takings.find(({ left }) => left > 0n);
      if (taken !== undefined) this.giveBack(taken, (taken.left * BigInt(step.share)) / 100n || taken.left);
    }
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      method: fc.constantFrom('cash', 'cheque'),
      amount: fc.bigInt(1n, 10n ** 13n),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('give back' as const), share: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: -5, max: 800 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'close' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'close what ended' as const }) },
);

const read = (line: SealedLine): FiscalLine => JSON.parse(line.content) as FiscalLine;

function check(lines: readonly SealedLine[], end: Till['head'] | null = null) {
  const checker = new ChainChecker(FROM_THE_BEGINNING, (id) => (id === KEY.id ? KEY.publicKey : undefined));
  for (const { content, signature } of lines) checker.check(content, signature);
  if (end !== null) checker.checkEnd({ ...end, perpetual: end.totals.perpetual });
  return checker.findings.map(({ kind, sequence }) => `${kind} ${sequence}`);
}

const sum = (lines: readonly FiscalLine[], kind: string): bigint =>
  lines.filter((line) => line.kind === kind).reduce((total, line) => total + BigInt((line as TakingLine).amount), 0n);

describe('whatever happens at a till', () => {
  it('its chain holds, its totals are the sums of its lines, and no period is closed twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const till = new Till();
        for (const one of steps) till.step(one);
        expect(check(till.lines, till.head)).toEqual([]);
        expect(new Set(till.closings).size).toBe(till.closings.length);
        const lines = till.lines.map(read);
        expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, n) => n + 1));
        const perpetual = till.head.totals.perpetual;
        expect(perpetual.reduce((total, { received }) => total + received, 0n)).toBe(sum(lines, 'received'));
        expect(perpetual.reduce((total, { returned }) => total + returned, 0n)).toBe(sum(lines, 'returned'));
        // What every closing says is what stands between the lines that it names.
        for (const line of lines) {
          if (!('to_sequence' in line)) continue;
          const between = lines.slice(line.from_sequence - 1, line.to_sequence);
          expect(line.totals.reduce((total, { received }) => total + BigInt(received), 0n)).toBe(sum(between, 'received'));
          expect(line.totals.reduce((total, { returned }) => total + BigInt(returned), 0n)).toBe(sum(between, 'returned'));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('closings', () => {
  const till = new Till();
  it('that were missed are made before the next line: the day, the month, the year', () => {
    till.take('cash', 1000n);
    till.now = new Date('2027-02-03T10:00:00Z');
    till.take('cash', 500n);
    expect(till.lines.map(({ kind }) => kind)).toEqual(['opened', 'received', 'day_closed', 'month_closed', 'year_closed', 'received']);
    expect(till.closings).toEqual(['day 2026-11-28', 'month 2026-11', 'year 2026']);
  });

  it('by hand end the day: what is taken later counts for the next, and today is not closed again', () => {
    expect(till.write((chain) => chain.closeDay())).toBe(true);
    till.take('cash', 200n);
    expect(till.lines.at(-1)).toMatchObject({ kind: 'received', day: '2027-02-04' });
    expect(till.write((chain) => chain.closeDay())).toBe(false);
    expect(till.closings.at(-1)).toBe('day 2027-02-03');
    till.now = new Date('2027-02-04T22:59:00Z');
    till.write((chain) => chain.closeEnded());
    expect(till.closings.at(-1)).toBe('day 2027-02-03');
    // Eleven in the evening in London is tomorrow in Paris.
    till.now = new Date('2027-02-04T23:01:00Z');
    till.write((chain) => chain.closeEnded());
    expect(till.closings.at(-1)).toBe('day 2027-02-04');
    expect(check(till.lines, till.head)).toEqual([]);
  });
});

describe('a chain that was tampered with', () => {
  const till = new Till();
  till.take('cash', 1000n); // 2
  till.take('cheque', 700n); // 3
  till.giveBack(till.takings[0] as Taken, 300n); // 4
  till.now = new Date('2026-11-30T10:00:00Z');
  till.take('cash', 250n); // 5 closes the day, 6
  const { lines, head } = till;

  /** A line as somebody writes it who has the key as well: then only what it says can give it away. */
  const resealed = (line: SealedLine, change: object): SealedLine => {
    const content = JSON.stringify({ ...read(line), ...change });
    return { ...line, content, signature: signText(KEY, content) };
  };
  const replaced = (at: number, change: object): SealedLine[] =>
    lines.map((line) => (line.sequence === at ? resealed(line, change) : line));
  const forged = (at: number, change: object): SealedLine[] =>
    lines.map((line) => (line.sequence === at ? { ...line, content: JSON.stringify({ ...read(line), ...change }) } : line));

  it('is found in order when it was not', () => {
    expect(lines.map(({ kind }) => kind)).toEqual(['opened', 'received', 'received', 'returned', 'day_closed', 'received']);
    expect(check(lines, head)).toEqual([]);
  });

  it.each([
    ['a line that was changed', forged(3, { amount: '1' }), ['signature_wrong 3', 'chain_broken 4']],
    ['a signature of another line', lines.map((line) => ({ ...line, signature: lines[2]?.signature as Buffer })), ['signature_wrong 1']],
    ['a line that is missing', lines.filter(({ sequence }) => sequence !== 3), ['sequence_broken 4', 'chain_broken 4']],
    ['a line that stands twice', lines.flatMap((line) => (line.sequence === 3 ? [line, line] : [line])), ['sequence_broken 3']],
    ['two lines that changed places', [0, 2, 1, 3, 4, 5].map((n) => lines[n] as SealedLine), ['sequence_broken 3', 'sequence_broken 2']],
    ['a text that is no line', lines.map((line) => (line.sequence === 3 ? { ...line, content: '{"a":1}' } : line)), ['unreadable 3']],
    ['an end that was cut off', lines.slice(0, 5), ['end_wrong 5', 'total_wrong 5']],
    ['a wrong grand total', replaced(3, { grand_total: { received: '701', returned: '0' } }), ['total_wrong 3']],
    ['a wrong closing', replaced(5, { totals: [] }), ['total_wrong 5']],
    ['a wrong perpetual total', replaced(5, { perpetual: [] }), ['total_wrong 5']],
    ['a closing of other lines', replaced(5, { from_sequence: 3 }), ['closing_wrong 5']],
    ['a closing of another day', replaced(5, { period: '2026-11-27' }), ['closing_wrong 5']],
    ['a day that was not closed', lines.filter(({ kind }) => kind !== 'day_closed'), ['closing_wrong 6']],
    ['more given back than was taken', replaced(4, { amount: '1001' }), ['correction_wrong 4']],
    ['a correction of nothing', replaced(4, { corrects: 1 }), ['correction_wrong 4']],
    ['a correction of another record', replaced(4, { source: 'pr_other' }), ['correction_wrong 4']],
    ['a line of another account', replaced(3, { account: 'acct_2' }), ['account_changed 3']],
    ['a line from the past', replaced(3, { at: '2020-01-01T00:00:00.000Z' }), ['time_reversed 3']],
  ])('shows %s', (_what, tampered, findings) => {
    expect(check(tampered, head)).toEqual(expect.arrayContaining(findings));
  });

  it('shows a chain that another key signed', () => {
    const other = newKey();
    const signed = lines.map((line) => ({ ...line, signature: signText(other, line.content) }));
    expect(check(signed)).toEqual(lines.map(({ sequence }) => `signature_wrong ${sequence}`));
  });
});
