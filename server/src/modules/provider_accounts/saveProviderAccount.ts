import { ApiError } from '@guichet/contract/errors.ts';
import type { CurrencyAmount } from '@guichet/contract/providerViews.ts';
import type { Connector } from '../../connectors/index.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { sealText, type VaultAccess } from '../../vault/index.ts';
import { assertFieldsFit, assertFieldsOpen, type Probe } from './cardFields.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import { findAccount, holdNewAttempts, insertAccount, lockAccounts, readAccountUse, updateAccountRow } from './providerAccounts.store.ts';
import { type FeeRowInput, fullRows } from './providerFees.rules.ts';
import { methodsOf } from './routing.rules.ts';
import { assertAddressKept, assertProven, proveSameAccount } from './sameAccount.ts';

export interface ProviderAccountParts extends UseCaseParts {
  readonly connectors: Readonly<Record<string, Connector>>;
  readonly vault: Pick<VaultAccess, 'keys' | 'random'>;
  readonly probe: Probe;
  /** Whether an address may be sent to, seen from here. */
  readonly mayReach: (url: URL, livemode: boolean) => Promise<boolean>;
}

export interface NewProviderAccount {
  readonly connector: string;
  readonly name: string;
  readonly base_url: string;
  readonly secret: string;
  readonly methods?: readonly string[] | undefined;
  readonly currencies?: readonly string[] | undefined;
  readonly fees?: readonly FeeRowInput[] | undefined;
  readonly dispute_fees?: readonly CurrencyAmount[] | undefined;
  readonly cards?: 'raw' | 'fields' | undefined;
  readonly publishable_key?: string | undefined;
}

export interface ProviderAccountChange {
  readonly name?: string | undefined;
  readonly base_url?: string | undefined;
  readonly secret?: string | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly currencies?: readonly string[] | undefined;
  readonly fees?: readonly FeeRowInput[] | undefined;
  readonly dispute_fees?: readonly CurrencyAmount[] | undefined;
  readonly cards?: 'raw' | 'fields' | undefined;
  readonly publishable_key?: string | undefined;
  readonly active?: boolean | undefined;
  readonly position?: number | undefined;
}

const invalid = (param: string, message: string): ApiError => new ApiError('parameter_invalid', { param, message });

const SHORTEST_SECRET = 12;

/** A test place never reaches live money, and a live one never plays: the key must say that it is for the mode of the place. */
function assertSecretFits(connector: Connector, secret: string, livemode: boolean): void {
  const mode = secret.length < SHORTEST_SECRET ? null : (connector.credentials?.(secret).livemode ?? null);
  if (mode === null) throw invalid('secret', 'This is not a secret key of this provider. One begins with sk_test_ or sk_live_.');
  if (mode !== livemode)
    throw invalid('secret', `This key is for ${mode ? 'live' : 'test'} mode, and this account is in ${livemode ? 'live' : 'test'} mode.`);
}

const HAS_BLANKS = /[\s\p{Cc}]/u;

/** The address without a slash at its end. Live payments go encrypted only. */
function checkedUrl(text: string, livemode: boolean): string {
  const url = !HAS_BLANKS.test(text) && URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new ApiError('url_invalid', { param: 'base_url', message: 'The address must be a web address such as https://api.stripe.com.' });
  if (livemode && url.protocol !== 'https:')
    throw new ApiError('url_invalid', { param: 'base_url', message: 'In live mode the address must begin with https://.' });
  return url.href.replace(/\/+$/, '');
}

/** Refuses an address that leads behind the walls of this place; it is checked again at each connection. */
async function assertReachable(mayReach: ProviderAccountParts['mayReach'], baseUrl: string, livemode: boolean): Promise<void> {
  if (await mayReach(new URL(baseUrl), livemode)) return;
  const message = 'The address is private or reserved. The operator can allow a host by name: PROVIDER_PRIVATE_HOSTS.';
  throw new ApiError('url_invalid', { param: 'base_url', message });
}

function checkedMethods(connector: Connector, given: readonly string[]): string[] {
  const can = methodsOf(connector);
  const methods = [...new Set(given)];
  if (methods.length === 0 || !methods.every((method) => can.includes(method)))
    throw invalid('methods', `This provider takes: ${can.join(', ')}. Name at least one of them.`);
  return methods;
}

/** The price list. What the sandbox bank keeps stands with the bank. */
function checkedFees(before: StoredProviderAccount, { fees, dispute_fees: disputeFees }: ProviderAccountChange) {
  if (before.secret === null && (fees !== undefined || disputeFees !== undefined))
    throw invalid(fees === undefined ? 'dispute_fees' : 'fees', 'The sandbox bank has a price list of its own.');
  return { fees: fees === undefined ? before.fees : fullRows(fees), disputeFees: disputeFees ?? before.disputeFees };
}

async function sealed({ vault }: ProviderAccountParts, tenantId: number, id: string, text: string) {
  const { fingerprint: _fingerprint, ...secret } = await sealText(vault, { tenantId, id }, text);
  return { secret, secretLast4: text.slice(-4) };
}

/** Before anything is stored: asks what only the network and the provider know. */
export async function checkNewAccount(
  { connectors, probe, mayReach }: Pick<ProviderAccountParts, 'connectors' | 'probe' | 'mayReach'>,
  { caller: { livemode } }: RequestContext,
  input: Pick<NewProviderAccount, 'connector' | 'base_url' | 'cards' | 'publishable_key'>,
): Promise<void> {
  const connector = connectors[input.connector];
  if (connector?.credentials === undefined) return;
  const baseUrl = checkedUrl(input.base_url, livemode);
  await assertReachable(mayReach, baseUrl, livemode);
  if (input.cards !== 'fields') return;
  await assertFieldsOpen(probe, connector, { baseUrl, livemode, cards: 'fields', publishableKey: input.publishable_key ?? null });
}

/** The same for a change of an account that there is. Answers the payment by which a new secret was proven to be the same account's. */
export async function checkChange(
  { connectors, probe, mayReach }: Pick<ProviderAccountParts, 'connectors' | 'probe' | 'mayReach'>,
  sql: Sql,
  tenantId: number,
  id: string,
  input: ProviderAccountChange,
): Promise<string | null> {
  const before = await findAccount(sql, tenantId, id);
  const connector = before && connectors[before.connector];
  if (before === undefined || before.secret === null || connector === undefined) return null;
  const { livemode } = before;
  const use = await readAccountUse(sql, tenantId, id);
  const baseUrl = input.base_url === undefined ? before.baseUrl : checkedUrl(input.base_url, livemode);
  assertAddressKept(use, before, baseUrl);
  if (input.base_url !== undefined && baseUrl !== null) await assertReachable(mayReach, baseUrl, livemode);
  if (input.cards !== undefined || input.base_url !== undefined || input.publishable_key !== undefined) {
    const publishableKey = input.publishable_key ?? before.publishableKey;
    await assertFieldsOpen(probe, connector, { baseUrl, livemode, cards: input.cards ?? before.cards, publishableKey });
  }
  if (input.secret === undefined) return null;
  assertSecretFits(connector, input.secret, livemode);
  return proveSameAccount(probe, connector, before, input.secret, use);
}

/** Adds an account behind those that there are. The secret is sealed and never shown again. */
export async function createProviderAccount(
  tx: Transaction,
  parts: ProviderAccountParts,
  context: RequestContext,
  input: NewProviderAccount,
): Promise<StoredProviderAccount> {
  const { tenantId, livemode, actor } = context.caller;
  const connector = parts.connectors[input.connector];
  if (connector?.credentials === undefined)
    throw invalid('connector', 'There is no connector of this name that an account can be made for.');
  assertSecretFits(connector, input.secret, livemode);
  const others = await lockAccounts(tx, tenantId);
  const id = parts.makeId('pacc');
  const account: StoredProviderAccount = {
    ...{ tenantId, id, version: 1, connector: connector.name, name: input.name, baseUrl: checkedUrl(input.base_url, livemode) },
    ...(await sealed(parts, tenantId, id, input.secret)),
    methods: checkedMethods(connector, input.methods ?? methodsOf(connector)),
    currencies: [...new Set(input.currencies ?? [])],
    position: others.length,
    ...{ fees: fullRows(input.fees ?? []), disputeFees: input.dispute_fees ?? [] },
    ...{ active: true, createdBy: actor.id, created: context.now, livemode },
    ...{ cards: input.cards ?? 'raw', publishableKey: input.publishable_key ?? null },
  };
  assertFieldsFit(connector, account);
  await insertAccount(tx, account);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'provider_account.create',
    target: id,
    details: { connector: account.connector, name: account.name, base_url: account.baseUrl },
  });
  return account;
}

/**
 * Changes what the request names. A new address needs the secret anew: a key is not to be sent to whoever the address is changed to.
 * `proven` is what `checkChange` answered.
 */
export async function updateProviderAccount(
  tx: Transaction,
  parts: ProviderAccountParts,
  context: RequestContext,
  id: string,
  input: ProviderAccountChange,
  proven: string | null,
): Promise<StoredProviderAccount> {
  const { tenantId, livemode } = context.caller;
  const accounts = await lockAccounts(tx, tenantId);
  const before = accounts.find((account) => account.id === id);
  const connector = before && parts.connectors[before.connector];
  if (before === undefined || connector === undefined) throw unknownAccount(id);
  if (before.secret === null && (input.base_url !== undefined || input.secret !== undefined))
    throw invalid(input.secret === undefined ? 'base_url' : 'secret', 'The sandbox bank has neither an address nor a key to set.');
  if (input.secret !== undefined) assertSecretFits(connector, input.secret, livemode);
  const baseUrl = input.base_url === undefined ? before.baseUrl : checkedUrl(input.base_url, livemode);
  if (baseUrl !== before.baseUrl && input.secret === undefined)
    throw new ApiError('parameter_missing', { param: 'secret', message: 'Give the secret key again with a new address.' });
  // Nothing must go to the account as it was, between our look at what has and the change.
  if (baseUrl !== before.baseUrl || (input.secret !== undefined && proven === null)) await holdNewAttempts(tx);
  const use = await readAccountUse(tx, tenantId, id);
  assertAddressKept(use, before, baseUrl);
  if (input.secret !== undefined) assertProven(use, proven);
  const after: StoredProviderAccount = {
    ...before,
    version: before.version + 1,
    name: input.name ?? before.name,
    baseUrl,
    ...(input.secret === undefined ? {} : await sealed(parts, tenantId, before.id, input.secret)),
    methods: input.methods === undefined ? before.methods : checkedMethods(connector, input.methods),
    currencies: input.currencies === undefined ? before.currencies : [...new Set(input.currencies)],
    ...checkedFees(before, input),
    active: input.active ?? before.active,
    cards: input.cards ?? before.cards,
    publishableKey: input.publishable_key ?? before.publishableKey,
  };
  assertFieldsFit(connector, after);
  await updateAccountRow(tx, after);
  const placed = input.position === undefined ? after : await move(tx, accounts, after, input.position);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'provider_account.update',
    target: after.id,
    details: { changed: Object.keys(input).sort(), ...beforeAfter(accountDetails(before), accountDetails(placed)) },
  });
  return placed;
}

/** What the activity log tells of an account. The secret is none of it: `changed` says that it was. */
const accountDetails = (account: StoredProviderAccount) => ({
  name: account.name,
  base_url: account.baseUrl,
  methods: [...account.methods],
  currencies: [...account.currencies],
  position: account.position,
  active: account.active,
  cards: account.cards,
  publishable_key: account.publishableKey,
});

/** Puts an account at a place in the order, counted from 0, and the others behind one another. */
async function move(
  tx: Transaction,
  accounts: readonly StoredProviderAccount[],
  moved: StoredProviderAccount,
  position: number,
): Promise<StoredProviderAccount> {
  const others = accounts.filter(({ id }) => id !== moved.id);
  const ordered = others.toSpliced(position, 0, moved);
  for (const [at, account] of ordered.entries()) if (account.position !== at) await updateAccountRow(tx, { ...account, position: at });
  return { ...moved, position: ordered.indexOf(moved) };
}

export const unknownAccount = (id: string): ApiError =>
  new ApiError('resource_missing', { param: 'id', message: `No such provider account: '${id}'` });
