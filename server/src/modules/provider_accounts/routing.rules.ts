import { ApiError } from '@guichet/contract/errors.ts';
import type { Connector } from '../../connectors/index.ts';
import { type Need, routeOf, SANDBOX, type StoredProviderAccount } from './providerAccount.ts';

/** The payment methods that a connector can take. */
export const methodsOf = ({ authorise, debit }: Connector): string[] => [
  ...(authorise === undefined ? [] : ['card']),
  ...(debit === undefined ? [] : ['sepa_debit', 'us_bank_account']),
];

/** The methods that somebody takes in a currency: cards wherever they are entered, debits through whoever makes them. */
export const methodsTaken = (
  accounts: readonly StoredProviderAccount[],
  connectors: Readonly<Record<string, Connector>>,
  currency: string,
): string[] => [
  ...(entryAccount(accounts, connectors, currency) === null ? [] : ['card']),
  ...(['sepa_debit', 'us_bank_account'] as const).filter((method) => chooseAccount(accounts, connectors, { method, currency }) !== null),
];

const can = (connector: Connector, { method, verifies }: Need): boolean =>
  verifies === true ? connector.verify !== undefined : methodsOf(connector).includes(method);

/** A card that a provider holds goes there and nowhere else; one of our vault goes only to who takes numbers. */
function takesCard({ id, cards }: StoredProviderAccount, connector: Connector, { method, heldBy, verifies }: Need): boolean {
  if (method !== 'card') return true;
  if (heldBy === undefined) return cards === 'raw';
  return heldBy === id && cards === 'fields' && connector.authoriseHeld !== undefined && verifies !== true;
}

/** The first active account, in the place's order, that takes what is needed and has not been passed over; null when there is none. */
export function chooseAccount(
  accounts: readonly StoredProviderAccount[],
  connectors: Readonly<Record<string, Connector>>,
  need: Need,
  passed: readonly string[] = [],
): StoredProviderAccount | null {
  const fits = (account: StoredProviderAccount): boolean => {
    const connector = connectors[account.connector];
    return (
      account.active &&
      connector !== undefined &&
      !(account.livemode && account.connector === SANDBOX) &&
      account.methods.includes(need.method) &&
      (account.currencies.length === 0 || account.currencies.includes(need.currency)) &&
      can(connector, need) &&
      takesCard(account, connector, need) &&
      !passed.includes(routeOf(account))
    );
  };
  return [...accounts].sort((a, b) => a.position - b.position).find(fits) ?? null;
}

/** The account that a card entered now would go to, be it here or in a provider's own fields; null when there is none. */
export function entryAccount(
  accounts: readonly StoredProviderAccount[],
  connectors: Readonly<Record<string, Connector>>,
  currency: string,
): StoredProviderAccount | null {
  const need = (account: StoredProviderAccount): Need => ({
    method: 'card',
    currency,
    ...(account.cards === 'fields' && { heldBy: account.id }),
  });
  const ordered = [...accounts].sort((a, b) => a.position - b.position);
  return ordered.find((account) => chooseAccount([account], connectors, need(account)) !== null) ?? null;
}

/** Why nobody takes what is needed, with the way out. */
export function noRoute(accounts: readonly StoredProviderAccount[], connectors: Readonly<Record<string, Connector>>, need: Need): ApiError {
  if (need.heldBy !== undefined) {
    const name = accounts.find(({ id }) => id === need.heldBy)?.name ?? need.heldBy;
    const why = accounts.some(({ id, active }) => id === need.heldBy && active)
      ? 'which does not take such cards in this currency now'
      : 'which is switched off';
    return new ApiError('provider_account_unavailable', {
      param: 'payment_method',
      message: `This card was entered in the fields of the provider account "${name}", ${why}. Only there can it be charged: switch the account on, or enter the card anew.`,
    });
  }
  const byFields = accounts.find(({ id }) => chooseAccount(accounts, connectors, { ...need, heldBy: id }));
  if (need.method !== 'card' || byFields === undefined) return new ApiError('provider_account_missing');
  return new ApiError('card_fields_required', {
    message: `Cards in this currency go through the provider account "${byFields.name}", which takes none but those that are entered in the provider’s own fields. Enter the card there, or add an account that takes card numbers.`,
  });
}
