import type { KeyObject } from 'node:crypto';
import { closingsDue, type OpenPeriods, type Period, periodOf } from './fiscalDays.rules.ts';
import { type ClosingLine, type FiscalLine, NOTHING_BEFORE, periodClosedBy, type TakingLine } from './fiscalLine.rules.ts';
import { addMovement, type FiscalTotals, totalOf, writeTotals } from './fiscalTotals.rules.ts';
import { digestOf, isSignedBy } from './seal.ts';

/** What is wrong with a chain, and at which line. */
export interface FiscalFinding {
  readonly kind:
    | 'unreadable'
    /** The signature doesn't fit the line: the line was changed, or written by somebody else. */
    | 'signature_wrong'
    /** A line is not the one that follows: one is missing, was added, or stands elsewhere. */
    | 'sequence_broken'
    /** The line names another predecessor than the one that stands before it. */
    | 'chain_broken'
    | 'account_changed'
    | 'time_reversed'
    /** A grand total or a closing doesn't equal the sum of the lines. */
    | 'total_wrong'
    /** A line stands behind the end of a period that was not closed, or a period is closed that was not open. */
    | 'closing_wrong'
    /** What is given back has no taking, or exceeds it. */
    | 'correction_wrong'
    /** The chain ends elsewhere than it should. */
    | 'end_wrong';
  readonly sequence: number;
  readonly detail: string;
}

/** Where a check begins: before the first line, or, for a part of a chain, behind a line that was summed up. */
export interface CheckStart {
  readonly sequence: number;
  readonly hash: string;
  readonly perpetual: FiscalTotals;
}

export const FROM_THE_BEGINNING: CheckStart = { sequence: 0, hash: NOTHING_BEFORE, perpetual: [] };

interface Left {
  readonly source: string;
  readonly method: string;
  readonly currency: string;
  amount: bigint;
}

const NONE_OPEN: OpenPeriods = { day: null, month: null, year: null };
const NO_TOTALS = { day: [], month: [], year: [] } as const;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Reads a chain line by line and notes what is wrong with it. It shares the format with the writer, and none of the writer's reckoning. */
export class ChainChecker {
  readonly findings: FiscalFinding[] = [];
  lines = 0;
  #sequence: number;
  #hash: string;
  readonly #start: CheckStart;
  readonly #keyOf: (id: string) => KeyObject | undefined;
  #perpetual: FiscalTotals;
  #totals: Record<Period, FiscalTotals> = { ...NO_TOTALS };
  #open: OpenPeriods = NONE_OPEN;
  #openFrom: Record<Period, number | null> = { day: null, month: null, year: null };
  #last: { readonly at: string; readonly day: string; readonly account: string; readonly mode: string } | null = null;
  readonly #takings = new Map<number, Left>();

  constructor(start: CheckStart, keyOf: (id: string) => KeyObject | undefined) {
    this.#start = start;
    this.#sequence = start.sequence;
    this.#hash = start.hash;
    this.#perpetual = start.perpetual;
    this.#keyOf = keyOf;
  }

  /** Checks the next line: its text as it was signed, and the signature. */
  check(content: string, signature: Uint8Array): void {
    this.lines += 1;
    const line = this.#read(content);
    if (line === null) return;
    const key = this.#keyOf(line.key);
    if (key === undefined || !isSignedBy(key, content, signature))
      this.#found('signature_wrong', line.sequence, `The signature of line ${line.sequence} does not fit it.`);
    this.#checkPlace(line, content);
    this.#checkBody(line);
  }

  /** Checks that the chain ends where it should: after a cut nothing else would show it. */
  checkEnd(end: { readonly sequence: number; readonly hash: string; readonly perpetual: FiscalTotals }): void {
    if (this.#sequence !== end.sequence || this.#hash !== end.hash)
      this.#found('end_wrong', this.#sequence, `The lines end at ${this.#sequence}, and should at ${end.sequence}.`);
    if (!same(writeTotals(this.#perpetual), writeTotals(end.perpetual)))
      this.#found('total_wrong', this.#sequence, 'The perpetual totals at the end are not the sum of the lines.');
  }

  #found(kind: FiscalFinding['kind'], sequence: number, detail: string): void {
    this.findings.push({ kind, sequence, detail });
  }

  #read(content: string): FiscalLine | null {
    try {
      const line = JSON.parse(content) as FiscalLine;
      if (Number.isSafeInteger(line.sequence) && typeof line.kind === 'string' && typeof line.day === 'string') return line;
    } catch {
      // A text that is no JSON is found below, as one that is no line.
    }
    this.#found('unreadable', this.#sequence + 1, `What should be line ${this.#sequence + 1} cannot be read.`);
    return null;
  }

  #checkPlace(line: FiscalLine, content: string): void {
    const { sequence, previous, at, day, account, mode } = line;
    if (sequence !== this.#sequence + 1)
      this.#found('sequence_broken', sequence, `Line ${sequence} stands where line ${this.#sequence + 1} should.`);
    if (previous !== this.#hash) this.#found('chain_broken', sequence, `Line ${sequence} does not follow from the line before it.`);
    if (this.#last !== null) {
      if (account !== this.#last.account || mode !== this.#last.mode)
        this.#found('account_changed', sequence, `Line ${sequence} belongs to another account than the line before.`);
      if (at < this.#last.at || day < this.#last.day)
        this.#found('time_reversed', sequence, `Line ${sequence} is older than the line before.`);
    }
    this.#last = { at, day, account, mode };
    this.#sequence = sequence;
    this.#hash = digestOf(content);
  }

  #checkBody(line: FiscalLine): void {
    const closes = periodClosedBy(line.kind);
    if (closes !== undefined) {
      this.#checkClosing(line as FiscalLine & ClosingLine, closes);
    } else if (line.kind === 'received' || line.kind === 'returned') {
      this.#enter(line);
      this.#checkTaking(line as FiscalLine & TakingLine);
    } else if (line.kind !== 'opened' || line.sequence !== 1)
      this.#found('unreadable', line.sequence, `Line ${line.sequence} is of a kind that cannot stand there.`);
  }

  /** A line of a new day needs the one before closed. */
  #enter({ sequence, day }: FiscalLine): void {
    for (const period of closingsDue(this.#open, day)) {
      this.#found('closing_wrong', sequence, `The ${period} ${this.#open[period]} was not closed before line ${sequence}.`);
      this.#totals = { ...this.#totals, [period]: [] };
      this.#openFrom = { ...this.#openFrom, [period]: null };
    }
    this.#open = { day, month: periodOf('month', day), year: periodOf('year', day) };
    const from = this.#openFrom;
    this.#openFrom = { day: from.day ?? sequence, month: from.month ?? sequence, year: from.year ?? sequence };
  }

  #checkTaking(line: FiscalLine & TakingLine): void {
    const { sequence, kind, method, currency } = line;
    if (!/^[1-9]\d*$/.test(line.amount)) {
      this.#found('unreadable', sequence, `The amount of line ${sequence} cannot be read.`);
      return;
    }
    const movement = { kind, method, currency, amount: BigInt(line.amount) };
    const { day, month, year } = this.#totals;
    this.#totals = { day: addMovement(day, movement), month: addMovement(month, movement), year: addMovement(year, movement) };
    this.#perpetual = addMovement(this.#perpetual, movement);
    const { received, returned } = totalOf(this.#perpetual, method, currency);
    if (!same(line.grand_total, { received: String(received), returned: String(returned) }))
      this.#found('total_wrong', sequence, `The grand total of line ${sequence} is not the sum of the lines.`);
    if (kind === 'received') this.#takings.set(sequence, { source: line.source, method, currency, amount: movement.amount });
    else this.#checkCorrection(line, movement.amount);
  }

  #checkCorrection({ sequence, corrects, source, method, currency }: FiscalLine & TakingLine, amount: bigint): void {
    // In a part of a chain the taking may stand before its beginning.
    if (corrects !== null && corrects <= this.#start.sequence) return;
    const taking = corrects === null ? undefined : this.#takings.get(corrects);
    if (taking === undefined || taking.source !== source || taking.method !== method || taking.currency !== currency) {
      this.#found('correction_wrong', sequence, `Line ${sequence} gives back what no line before it took.`);
      return;
    }
    taking.amount -= amount;
    if (taking.amount < 0n) this.#found('correction_wrong', sequence, `Line ${sequence} gives back more than line ${corrects} took.`);
  }

  #checkClosing(line: FiscalLine & ClosingLine, period: Period): void {
    const { sequence } = line;
    const isOpen = this.#open[period] !== null && this.#open[period] === line.period;
    // A month is closed when its days are.
    const hasShorterOpen = (period !== 'day' && this.#open.day !== null) || (period === 'year' && this.#open.month !== null);
    if (!isOpen || hasShorterOpen)
      this.#found('closing_wrong', sequence, `Line ${sequence} closes the ${period} ${line.period}, which is not what is open.`);
    else if (line.from_sequence !== this.#openFrom[period] || line.to_sequence !== sequence - 1)
      this.#found('closing_wrong', sequence, `Line ${sequence} closes other lines than those of the ${period} ${line.period}.`);
    if (!same(line.totals, writeTotals(this.#totals[period])))
      this.#found('total_wrong', sequence, `The totals of the ${period} ${line.period} are not the sum of its lines.`);
    if (!same(line.perpetual, writeTotals(this.#perpetual)))
      this.#found('total_wrong', sequence, `The perpetual totals of line ${sequence} are not the sum of the lines.`);
    this.#open = { ...this.#open, [period]: null };
    this.#totals = { ...this.#totals, [period]: [] };
    this.#openFrom = { ...this.#openFrom, [period]: null };
  }
}
