import { closingsDue, fiscalDay, type Period, periodOf } from './fiscalDays.rules.ts';
import type { FiscalHead } from './fiscalHead.ts';
import { CLOSING_KINDS, type LineBody, type TakingLine, writeLine } from './fiscalLine.rules.ts';
import { addMovement, type FiscalMovement, totalOf, writeTotals } from './fiscalTotals.rules.ts';
import { FISCAL_VERSION } from './fiscalVersion.ts';
import { digestOf, publicText, type SealingKey, signText } from './seal.ts';

/** A line as it is stored. */
export interface SealedLine {
  readonly sequence: number;
  readonly kind: LineBody['kind'];
  readonly day: string;
  readonly source: string | null;
  readonly content: string;
  readonly signature: Buffer;
}

/** A closing as it is found again, by the line that says it. */
export interface Closing {
  readonly period: Period;
  readonly name: string;
  readonly sequence: number;
}

export interface Place {
  readonly account: string;
  readonly mode: 'test' | 'live';
  readonly zone: string;
}

/** A taking, before its place in the chain is known. */
export type Taking = Omit<TakingLine, 'kind' | 'amount' | 'grand_total'> & FiscalMovement;

interface Moment {
  readonly now: Date;
  /** The place's calendar day of `now`. */
  readonly today: string;
}

/**
 * Writes lines behind the end of a chain, in memory: what comes of it is stored by whoever holds the lock on the head. Before a line of a
 * new day, month or year, the one before is closed.
 */
export class ChainWriter {
  head: FiscalHead;
  readonly lines: SealedLine[] = [];
  readonly closings: Closing[] = [];
  readonly #key: SealingKey;
  readonly #place: Place;
  readonly #at: Date;
  readonly #today: string;

  constructor(head: FiscalHead, key: SealingKey, place: Place, { now, today }: Moment) {
    this.head = head;
    this.#key = key;
    this.#place = place;
    // Lines never go back in time, even if this server's clock is behind another's.
    this.#at = now > head.at ? now : head.at;
    this.#today = today;
  }

  /** The day of the next line. */
  get day(): string {
    const { day, open } = this.head;
    return fiscalDay(this.#today, day === null ? null : { day, isClosed: open.day === null });
  }

  /** Writes the first line, which carries the public key, if there is none yet. */
  begin(moduleDigest: string): void {
    if (this.head.sequence > 0) return;
    this.#write({ kind: 'opened', module_digest: moduleDigest, public_key: publicText(this.#key.publicKey) }, this.#today);
  }

  take({ kind, method, currency, amount, ...rest }: Taking): void {
    const movement = { kind, method, currency, amount };
    this.#enter();
    const { totals } = this.head;
    const add = (of: Period | 'perpetual') => addMovement(totals[of], movement);
    const added = { day: add('day'), month: add('month'), year: add('year'), perpetual: add('perpetual') };
    const { received, returned } = totalOf(added.perpetual, method, currency);
    const { source, corrects, actor, due, tendered, change, reason } = rest;
    const total = { received: String(received), returned: String(returned) };
    const line = { kind, source, corrects, actor, method, currency, amount: String(amount), due, tendered, change, reason };
    this.#write({ ...line, grand_total: total }, this.head.day ?? this.day);
    this.head = { ...this.head, totals: added };
  }

  /** Closes what ended before the place's today. */
  closeEnded(): void {
    for (const period of closingsDue(this.head.open, this.#today)) this.#close(period);
  }

  /**
   * Closes the open day before its end. Answers false, having done nothing, when no line waits for a closing, or when what is open is
   * tomorrow already, because today was closed before.
   */
  closeDay(): boolean {
    const { day } = this.head.open;
    if (day === null || day > this.#today) return false;
    this.#close('day');
    return true;
  }

  /** Closes what must be closed before the next line, and opens the periods in which that line lies. */
  #enter(): void {
    const { day } = this;
    for (const period of closingsDue(this.head.open, day)) this.#close(period);
    const next = this.head.sequence + 1;
    const open = { day, month: periodOf('month', day), year: periodOf('year', day) };
    const from = this.head.openFrom;
    this.head = { ...this.head, day, open, openFrom: { day: from.day ?? next, month: from.month ?? next, year: from.year ?? next } };
  }

  #close(period: Period): void {
    const { open, openFrom, totals, sequence, day } = this.head;
    const [name, from] = [open[period], openFrom[period]];
    if (name === null || from === null || day === null) throw new Error(`There is no open ${period} to close.`);
    this.closings.push({ period, name, sequence: sequence + 1 });
    this.#write(
      {
        kind: CLOSING_KINDS[period],
        period: name,
        from_sequence: from,
        to_sequence: sequence,
        totals: writeTotals(totals[period]),
        perpetual: writeTotals(totals.perpetual),
      },
      day,
    );
    this.head = {
      ...this.head,
      open: { ...this.head.open, [period]: null },
      openFrom: { ...this.head.openFrom, [period]: null },
      totals: { ...this.head.totals, [period]: [] },
    };
  }

  #write(body: LineBody, day: string): void {
    const sequence = this.head.sequence + 1;
    const { account, mode, zone } = this.#place;
    const at = this.#at.toISOString();
    const head = { module: FISCAL_VERSION, account, mode, sequence, previous: this.head.hash, key: this.#key.id, at, day, zone };
    const content = writeLine(head, body);
    const source = 'source' in body ? body.source : null;
    this.lines.push({ sequence, kind: body.kind, day, source, content, signature: signText(this.#key, content) });
    this.head = { ...this.head, sequence, hash: digestOf(content), key: this.#key.id, at: this.#at };
  }
}
