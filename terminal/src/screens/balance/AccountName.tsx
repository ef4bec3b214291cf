import type { WireBankAccount } from '@guichet/contract/wire/payout.ts';

/** An account as a line of a list: its country, the end of its number. */
export const accountText = ({ country, last4 }: Pick<WireBankAccount, 'country' | 'last4'>): string => `${country} ••${last4}`;

export function AccountName({ account }: { account: WireBankAccount | undefined }) {
  return account === undefined ? null : <span className="num">{accountText(account)}</span>;
}
