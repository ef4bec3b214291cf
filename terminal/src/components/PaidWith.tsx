import type { BankAccountName } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react/macro';
import { CardName, type ShownCard } from './CardName.tsx';

/** What a payment was made with: a card, or the account that is debited. Nothing while nothing was given. */
export function PaidWith({ card, account }: { card: ShownCard | null; account: BankAccountName | null }) {
  const { t } = useLingui();
  if (card !== null) return <CardName card={card} />;
  if (account === null) return null;
  const last4 = account.last4;
  return account.type === 'sepa_debit' ? t`SEPA direct debit, account ending ${last4}` : t`ACH debit, account ending ${last4}`;
}
