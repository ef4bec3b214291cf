import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AuthorisationRequest } from '../api.ts';
import { maskCardNumber } from '../issuers/cardNumber.ts';

export interface AuthorisationRow {
  reference: string;
  at: number;
  amount: number;
  currency: string;
  bin: string | null;
  last4: string | null;
  approved: 0 | 1;
  captured_at_once: 0 | 1;
  captured_amount: number;
  refunded_amount: number;
  voided_at: number | null;
  reversed_at: number | null;
  expires_at: number | null;
  merchant_account: string | null;
  /** Whether it can be raised. */
  incremental: 0 | 1;
  /** What was held before increments; null while there were none. */
  first_amount: number | null;
  /** What the holder reads on the statement; null where the merchant did not say. */
  descriptor: string | null;
  /** What a dispute has taken back and not returned. */
  disputed_amount: number;
}

export class AuthorisationRows {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #capture: StatementSync;
  readonly #raise: StatementSync;
  readonly #refund: StatementSync;
  readonly #dispute: StatementSync;
  readonly #void: StatementSync;
  readonly #reverse: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM authorisations WHERE reference = ?');
    this.#insert = db.prepare(
      `INSERT INTO authorisations (reference, at, amount, currency, bin, last4, entry, merchant_name, merchant_country,
         approved, captured_at_once, captured_amount, expires_at, merchant_account, descriptor, incremental)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#capture = db.prepare('UPDATE authorisations SET captured_amount = ?, descriptor = coalesce(?, descriptor) WHERE reference = ?');
    this.#raise = db.prepare(
      'UPDATE authorisations SET first_amount = coalesce(first_amount, amount), amount = ?, descriptor = coalesce(?, descriptor) WHERE reference = ?',
    );
    this.#refund = db.prepare('UPDATE authorisations SET refunded_amount = refunded_amount + ? WHERE reference = ?');
    this.#dispute = db.prepare('UPDATE authorisations SET disputed_amount = disputed_amount + ? WHERE reference = ?');
    this.#void = db.prepare('UPDATE authorisations SET voided_at = ? WHERE reference = ?');
    this.#reverse = db.prepare('UPDATE authorisations SET reversed_at = ?, captured_amount = 0 WHERE reference = ?');
  }

  find(reference: string): AuthorisationRow | undefined {
    return this.#find.get(reference) as AuthorisationRow | undefined;
  }

  /** `expiresAt` is null for a declined one. */
  insert(
    request: AuthorisationRequest,
    { at, expiresAt, incremental }: { at: number; expiresAt: number | null; incremental: boolean },
  ): void {
    const { reference, amount, currency, entry, merchant } = request;
    const approved = expiresAt !== null;
    const captured = approved && request.capture;
    const number = maskCardNumber(request.card.number);
    this.#insert.run(
      ...[reference, at, amount, currency, number?.bin ?? null, number?.last4 ?? null, entry, merchant.name, merchant.country],
      ...[
        approved ? 1 : 0,
        captured ? 1 : 0,
        captured ? amount : 0,
        expiresAt,
        merchant.account ?? null,
        request.descriptor ?? null,
        incremental ? 1 : 0,
      ],
    );
  }

  /** Holds more, up to a new total. */
  raise(reference: string, amount: number, descriptor: string | null): void {
    this.#raise.run(amount, descriptor, reference);
  }

  capture(reference: string, amount: number, descriptor: string | null): void {
    this.#capture.run(amount, descriptor, reference);
  }

  /** Below zero when a refund did not reach the holder, or was called back. */
  refund(reference: string, amount: number): void {
    this.#refund.run(amount, reference);
  }

  /** Below zero when the merchant gets it back. */
  dispute(reference: string, amount: number): void {
    this.#dispute.run(amount, reference);
  }

  void(reference: string, at: number): void {
    this.#void.run(at, reference);
  }

  reverse(reference: string, at: number): void {
    this.#reverse.run(at, reference);
  }
}
