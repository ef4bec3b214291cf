import type { Connector } from '../../connectors/index.ts';
import { type Need, routeOf, SANDBOX, type StoredProviderAccount } from './providerAccount.ts';

/** The payment methods that a connector can take. */
export const methodsOf = ({ authorise, debit }: Connector): string[] => [
  ...(authorise === undefined ? [] : ['card']),
  ...(debit === undefined ? [] : ['sepa_debit', 'us_bank_account']),
];

const can = (connector: Connector, { method, verifies }: Need): boolean =>
  verifies === true ? connector.verify !== undefined : methodsOf(connector).includes(method);

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
      !passed.includes(routeOf(account))
    );
  };
  return [...accounts].sort((a, b) => a.position - b.position).find(fits) ?? null;
}
