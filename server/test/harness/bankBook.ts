import { type Book, MoneyLines, type NotedAttempt } from './book.ts';

// The bank's answers as docs/connectors/sandbox.md describes them, as far as these tests read them.

interface BookEntry {
  readonly kind:
    | 'authorise'
    | 'increment'
    | 'capture'
    | 'void'
    | 'refund'
    | 'cancel_refund'
    | 'evidence'
    | 'accept'
    | 'reverse'
    | 'tombstone';
  readonly reference: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly result: 'approved' | 'declined' | null;
  /** Where a refund stands that did not end when it was answered. */
  readonly state: 'pending' | 'succeeded' | 'failed' | 'cancelled' | null;
}

interface BookPage {
  readonly operations: readonly BookEntry[];
  readonly has_more: boolean;
  readonly next_after: number;
}

interface BookSummary {
  readonly currencies: Readonly<Record<string, { readonly captured: number; readonly refunded: number; readonly disputed: number }>>;
}

interface AuthorisationState {
  readonly authorised_amount: number;
  readonly captured_amount: number;
  readonly refunded_amount: number;
  readonly disputed_amount: number;
  readonly voided: boolean;
  readonly reversed: boolean;
  readonly expired: boolean;
}

type OperationView =
  | { readonly kind: 'authorise'; readonly amount: number; readonly currency: string; readonly state: AuthorisationState }
  | { readonly kind: Exclude<BookEntry['kind'], 'authorise' | 'reverse' | 'tombstone'> }
  | { readonly kind: 'tombstone'; readonly reference: string; readonly refused: number };

export interface BankAccess {
  readonly url: string;
  readonly token: string;
}

/** Asks the bank as anybody with the token can; null when it knows nothing there. */
export async function askBank<T>({ url, token }: BankAccess, path: string, init: RequestInit = {}): Promise<T | null> {
  const json = init.body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...json } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The bank answered ${response.status} at ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Everything in the bank's book, in order. */
export async function bankEntries(bank: BankAccess): Promise<BookEntry[]> {
  const entries: BookEntry[] = [];
  for (let after = 0; ; ) {
    const page = await askBank<BookPage>(bank, `/v1/book?after=${after}&limit=1000`);
    if (page === null) throw new Error('The bank has no book.');
    entries.push(...page.operations);
    if (!page.has_more) return entries;
    after = page.next_after;
  }
}

const operationAt = (bank: BankAccess, reference: string): Promise<OperationView | null> =>
  askBank<OperationView>(bank, `/v1/operations/${reference}`);

/** References whose tombstone has refused an operation that came too late. */
export async function refusedByTombstone(bank: BankAccess): Promise<string[]> {
  const references = (await bankEntries(bank)).flatMap(({ kind, reference }) =>
    kind === 'tombstone' && reference !== null ? [reference] : [],
  );
  const refused: string[] = [];
  for (const reference of references) {
    const view = await operationAt(bank, reference);
    if (view?.kind === 'tombstone' && view.refused > 0) refused.push(reference);
  }
  return refused;
}

/** The bank's side: what it approved and has not undone. A reference that we never noted is told as it stands. */
export async function bankBook(bank: BankAccess, attempts: readonly NotedAttempt[]): Promise<Book> {
  const paymentOf = new Map(attempts.map(({ reference, payment }) => [reference, payment]));
  const [money, payments, totals] = [new MoneyLines(), new MoneyLines(), new MoneyLines()];
  const [holds, refunds, steps] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  for (const { kind, reference, result, state, amount, currency } of await bankEntries(bank)) {
    if (result !== 'approved' || reference === null) continue;
    if (kind === 'refund' && state !== 'failed' && state !== 'cancelled') refunds.set(reference, `${amount} ${currency}`);
    if (kind === 'capture' || kind === 'void') steps.set(reference, kind);
    const operation = kind === 'authorise' ? await operationAt(bank, reference) : null;
    if (operation?.kind !== 'authorise' || operation.state.reversed) continue;
    const { captured_amount: captured, refunded_amount: refunded, disputed_amount: disputed, voided, expired } = operation.state;
    const moved = { taken: BigInt(captured), givenBack: BigInt(refunded), disputed: BigInt(disputed) };
    money.add(reference, operation.currency, moved);
    payments.add(paymentOf.get(reference) ?? `a payment that nobody noted (${reference})`, operation.currency, moved);
    if (captured === 0 && !voided && !expired) holds.set(reference, `${operation.state.authorised_amount} ${operation.currency}`);
  }
  const summary = await askBank<BookSummary>(bank, '/v1/book/summary');
  for (const [currency, { captured, refunded, disputed }] of Object.entries(summary?.currencies ?? {})) {
    totals.add(currency, currency, { taken: BigInt(captured), givenBack: BigInt(refunded), disputed: BigInt(disputed) });
  }
  return { money: money.lines(), holds, refunds, steps, payments: payments.lines(), totals: totals.lines() };
}
