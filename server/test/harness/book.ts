/**
 * What one side says, line by line. A subject that it has no line for it calls nothing; a family that it has no word for it leaves to the
 * others. Subjects are references at the bank, ids of payments, or currencies.
 */
export interface Book {
  /** Per authorisation: what was taken and what was given back of it. */
  readonly money: ReadonlyMap<string, string>;
  /** Per authorisation: what is held. */
  readonly holds?: ReadonlyMap<string, string>;
  /** Per refund that was done. */
  readonly refunds: ReadonlyMap<string, string>;
  /** Per capture and void that was done. */
  readonly steps?: ReadonlyMap<string, string>;
  /** Per payment: what was taken and what was given back of it. */
  readonly payments: ReadonlyMap<string, string>;
  /** Per currency: what was taken less what was given back. */
  readonly totals: ReadonlyMap<string, string>;
  /** Per currency: the same less fees, pending or available. */
  readonly balances?: ReadonlyMap<string, string>;
}

/** An attempt as the engine noted it: what joins a reference at the bank to our objects. */
export interface NotedAttempt {
  readonly reference: string;
  readonly kind: 'authorise' | 'increment' | 'capture' | 'void' | 'refund' | 'cancel_refund' | 'submit_evidence' | 'accept_dispute';
  readonly status: string;
  readonly payment: string;
  readonly charge: string;
  readonly refund: string | null;
}

/** `4990 eur taken, 1000 given back`, in every book the same words; undefined where no money moved. */
function moneyLine({ taken, givenBack, disputed, currency }: Sum): string | undefined {
  if (taken === 0n && givenBack === 0n && disputed === 0n) return undefined;
  return `${taken} ${currency} taken, ${givenBack} given back${disputed === 0n ? '' : `, ${disputed} taken back by disputes`}`;
}

interface Sum {
  readonly taken: bigint;
  readonly givenBack: bigint;
  readonly disputed: bigint;
  readonly currency: string;
}

/** Sums of what was taken and given back under a subject. */
export class MoneyLines {
  readonly #sums = new Map<string, Sum>();

  add(
    subject: string,
    currency: string,
    { taken = 0n, givenBack = 0n, disputed = 0n }: { taken?: bigint; givenBack?: bigint; disputed?: bigint },
  ): void {
    const sum = this.#sums.get(subject) ?? { taken: 0n, givenBack: 0n, disputed: 0n, currency };
    this.#sums.set(subject, {
      ...{ taken: sum.taken + taken, givenBack: sum.givenBack + givenBack, disputed: sum.disputed + disputed, currency },
    });
  }

  lines(): Map<string, string> {
    const lines = [...this.#sums].map(([subject, sum]) => [subject, moneyLine(sum)] as const);
    return new Map(lines.filter((line): line is [string, string] => line[1] !== undefined));
  }
}
