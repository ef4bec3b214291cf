import type { SavedAccountView } from '@guichet/contract/mandateRequestViews.ts';
import { Trans } from '@lingui/react/macro';

/** A bank account as it is told from others: its scheme, its last characters and whose it is. */
export function AccountName({ account: { scheme, last4, holder } }: { account: SavedAccountView }) {
  return (
    <>
      {scheme === 'sepa_debit' ? <Trans>SEPA direct debit</Trans> : <Trans>ACH debit</Trans>} <span className="num">•{last4}</span>
      {holder === null ? null : ` ${holder}`}
    </>
  );
}
