import type { Connector, Provider, StoredAccess } from '../../connectors/index.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import type { NoticeSource } from '../notices/index.ts';
import { type Need, routeOf, SANDBOX, type StoredProviderAccount } from './providerAccount.ts';
import { accountsOf, allAccounts, findAccount } from './providerAccounts.store.ts';
import { feeTerms } from './providerFees.rules.ts';
import { chooseAccount, methodsOf, methodsTaken, noRoute } from './routing.rules.ts';

export interface ProvidersParts {
  readonly database: Database;
  readonly connectors: Readonly<Record<string, Connector>>;
  /** The sandbox bank, which all places in test mode share. */
  readonly sandbox: Provider;
  /** Opens an account with its secret. */
  readonly open: (access: StoredAccess) => Promise<Provider>;
}

/** Finds through whom a payment goes, and opens the accounts. Each is read anew when it is asked for, so that a change counts at once. */
export class Providers {
  readonly #parts: ProvidersParts;
  readonly #opened = new Map<string, { readonly version: number; readonly provider: Provider }>();

  readonly #heard = new Map<string, { readonly answers: boolean; readonly at: Date }>();

  constructor(parts: ProvidersParts) {
    this.#parts = parts;
  }

  /** The provider that an attempt or a charge names, also when its account has been disabled since. */
  async provider(
    { tenantId, connector }: { readonly tenantId: number; readonly connector: string },
    sql: Sql = this.#parts.database,
  ): Promise<Provider> {
    if (connector === SANDBOX) return this.#parts.sandbox;
    const account = await findAccount(sql, tenantId, connector);
    if (account === undefined) throw new Error(`There is no provider account ${connector}.`);
    return this.open(account);
  }

  async open(account: StoredProviderAccount): Promise<Provider> {
    if (account.connector === SANDBOX) return this.#parts.sandbox;
    const { tenantId, id, version, baseUrl, secret, livemode } = account;
    const known = this.#opened.get(id);
    if (known?.version === version) return known.provider;
    const connector = this.#parts.connectors[account.connector];
    if (connector === undefined || baseUrl === null || secret === null) throw new Error(`The provider account ${id} cannot be opened.`);
    const provider = await this.#parts.open({ connector, baseUrl, secret, place: { tenantId, id }, livemode, terms: feeTerms(account) });
    this.#opened.set(id, { version, provider });
    return provider;
  }

  /** How each account in use was answered last; null where it has not been asked since the start. */
  async standings(): Promise<{ readonly account: string; readonly answers: boolean | null; readonly at: Date | null }[]> {
    const accounts = (await allAccounts(this.#parts.database)).filter(({ active, connector }) => active && connector !== SANDBOX);
    return accounts.map(({ id }) => ({ account: id, ...(this.#heard.get(id) ?? { answers: null, at: null }) }));
  }

  /** An account was asked something, and its provider answered or did not. */
  heard(account: string, answers: boolean, at: Date): void {
    this.#heard.set(account, { answers, at });
  }

  /** The accounts of all places that tell what happens at them by itself; what a disabled one took can still be disputed. */
  async noticeSources(): Promise<NoticeSource[]> {
    const accounts = await allAccounts(this.#parts.database);
    return accounts
      .filter(({ connector }) => connector !== SANDBOX && this.#parts.connectors[connector]?.notices !== undefined)
      .map((account) => ({
        ...{ tenantId: account.tenantId, name: routeOf(account), since: account.created },
        provider: () => this.open(account),
      }));
  }

  /** The accounts of all places whose provider shows its records, by the names that attempts keep; disabled ones took payments as well. */
  async recordSources(): Promise<{ readonly tenantId: number; readonly name: string; readonly provider: () => Promise<Provider> }[]> {
    const accounts = await allAccounts(this.#parts.database);
    return accounts
      .filter(({ connector }) => connector !== SANDBOX && this.#parts.connectors[connector]?.records !== undefined)
      .map((account) => ({ tenantId: account.tenantId, name: routeOf(account), provider: () => this.open(account) }));
  }

  /** Where a payment goes next; null when nobody is left who takes it. A place in test mode that has no accounts yet uses the sandbox bank. */
  async next(sql: Sql, tenantId: number, need: Need, passed: readonly string[]): Promise<string | null> {
    const accounts = await accountsOf(sql, tenantId);
    if (accounts.length === 0) return passed.length === 0 && !(await readTenant(sql, tenantId)).livemode ? SANDBOX : null;
    const chosen = chooseAccount(accounts, this.#parts.connectors, need, passed);
    return chosen && routeOf(chosen);
  }

  /** The methods that somebody takes for the place in a currency. */
  async methodsIn(sql: Sql, tenantId: number, currency: string): Promise<readonly string[]> {
    const accounts = await accountsOf(sql, tenantId);
    if (accounts.length > 0) return methodsTaken(accounts, this.#parts.connectors, currency);
    const sandbox = this.#parts.connectors[SANDBOX];
    return sandbox === undefined || (await readTenant(sql, tenantId)).livemode ? [] : methodsOf(sandbox);
  }

  /** Where a payment goes. Throws `provider_account_missing`, `provider_account_unavailable` or `card_fields_required`. */
  async route(sql: Sql, tenantId: number, need: Need): Promise<string> {
    const route = await this.next(sql, tenantId, need, []);
    if (route === null) throw noRoute(await accountsOf(sql, tenantId), this.#parts.connectors, need);
    return route;
  }
}
