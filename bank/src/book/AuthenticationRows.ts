import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AuthenticationStatus, Brand, CvcResult } from '../api.ts';

export interface AuthenticationRow {
  id: string;
  secret: string;
  reference: string;
  merchant_name: string;
  merchant_account: string | null;
  card: string;
  brand: Brand;
  last4: string;
  /** Null where no money is asked for. */
  amount: number | null;
  currency: string | null;
  /** What came of the security code when the challenge was offered. */
  cvc: CvcResult | null;
  return_url: string;
  status: AuthenticationStatus;
}

const COLUMNS = [
  ...['id', 'secret', 'reference', 'merchant_name', 'merchant_account', 'card', 'brand'],
  ...['last4', 'amount', 'currency', 'cvc', 'return_url', 'status'],
] as const satisfies readonly (keyof AuthenticationRow)[];

export class AuthenticationRows {
  readonly #find: StatementSync;
  readonly #bySecret: StatementSync;
  readonly #byReference: StatementSync;
  readonly #insert: StatementSync;
  readonly #complete: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT * FROM authentications WHERE id = ?');
    this.#bySecret = db.prepare('SELECT * FROM authentications WHERE secret = ?');
    this.#byReference = db.prepare('SELECT * FROM authentications WHERE reference = ?');
    this.#insert = db.prepare(`INSERT INTO authentications (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`);
    this.#complete = db.prepare("UPDATE authentications SET status = ? WHERE id = ? AND status = 'open'");
  }

  find(id: string): AuthenticationRow | undefined {
    return this.#find.get(id) as AuthenticationRow | undefined;
  }

  findBySecret(secret: string): AuthenticationRow | undefined {
    return this.#bySecret.get(secret) as AuthenticationRow | undefined;
  }

  findByReference(reference: string): AuthenticationRow | undefined {
    return this.#byReference.get(reference) as AuthenticationRow | undefined;
  }

  insert(row: AuthenticationRow): void {
    this.#insert.run(...COLUMNS.map((name) => row[name]));
  }

  /** Says whether it was open until now: the holder's first answer counts. */
  complete(id: string, status: Exclude<AuthenticationStatus, 'open'>): boolean {
    return this.#complete.run(status, id).changes === 1;
  }
}
