import { ApiError } from '@guichet/contract/errors.ts';
import type { Database } from '../../platform/transaction.ts';
import { insertProviderCustomer, providerCustomer } from './providerCustomers.store.ts';
import type { Providers } from './providers.ts';

/**
 * Thrown by a transaction that finds that a provider must know a customer, or keep a card on their file, before it can go on. It rolls
 * back, the provider is asked, and the transaction runs again: no provider is asked within one.
 */
export class KeepFirst extends Error {
  readonly account: string;
  readonly customerId: string;
  /** Null where only the customer is missing. */
  readonly token: string | null;

  constructor(account: string, customerId: string, token: string | null) {
    super(`The provider account ${account} must keep something first.`);
    this.account = account;
    this.customerId = customerId;
    this.token = token;
  }
}

/** What a provider keeps since it was asked: this card, on this customer's file there. */
export interface Kept {
  readonly token: string | null;
  readonly customer: string;
}

export interface KeepParts {
  readonly database: Database;
  readonly providers: Pick<Providers, 'provider'>;
}

/** Runs what may find that a provider must keep something first. What the provider has done once it does again without harm. */
export async function keepingFirst<T>(
  parts: KeepParts,
  { tenantId, now }: { readonly tenantId: number; readonly now: Date },
  run: (kept: Kept | null) => Promise<T>,
): Promise<T> {
  try {
    return await run(null);
  } catch (error) {
    if (!(error instanceof KeepFirst)) throw error;
    return run(await keepAtProvider(parts, tenantId, error, now));
  }
}

async function keepAtProvider(
  { database, providers }: KeepParts,
  tenantId: number,
  { account, customerId, token }: KeepFirst,
  now: Date,
): Promise<Kept> {
  const known = await providerCustomer(database, tenantId, account, customerId);
  if (known !== null && token === null) return { token, customer: known };
  const provider = await providers.provider({ tenantId, connector: account });
  const said = await provider.keep({ token, customer: known, reference: customerId });
  if (said.answer === 'wrong')
    throw new ApiError('payment_method_unexpected_state', { message: `The provider does not keep this card: ${said.reason}` });
  if (said.answer === 'unknown') throw new ApiError('provider_no_answer');
  if (known === null) await insertProviderCustomer(database, { tenantId, account, customerId, name: said.customer, created: now });
  return { token, customer: (await providerCustomer(database, tenantId, account, customerId)) ?? said.customer };
}
