import type { PostingView } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../components/Page.tsx';
import styles from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';

const ACCOUNTS: Readonly<Record<string, MessageDescriptor>> = {
  bank: msg`Bank`,
  clearing: msg`Clearing`,
  conversion_gain: msg`Gain on conversions`,
  conversion_loss: msg`Loss on conversions`,
  conversion_position: msg`Conversions`,
  payouts_in_transit: msg`Payouts on their way`,
  dispute_fees: msg`Dispute fees`,
  disputes: msg`Disputes`,
  processing_fees: msg`Processing fees`,
  provider_receivable: msg`Owed by the provider`,
  refunds: msg`Refunds`,
  sales: msg`Sales`,
};

/** The ledger's postings of a payment: each moves one amount from one account to another. */
export function BooksTable({ postings }: { postings: readonly PostingView[] }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const account = (name: string) => {
    const words = ACCOUNTS[name];
    return words === undefined ? name : i18n._(words);
  };
  if (postings.length === 0) return null;
  return (
    <Panel title={t`In the books`} flush>
      <table className={styles.table} aria-label={t`Postings`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>When</Trans>
            </th>
            <th scope="col">
              <Trans>Debit</Trans>
            </th>
            <th scope="col">
              <Trans>Credit</Trans>
            </th>
            <th scope="col" className={styles.end}>
              <Trans>Amount</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {postings.map((posting, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: postings are only ever added at the end.
            <tr key={place}>
              <td>
                <When at={posting.created} />
              </td>
              <td>
                <span className={styles.only}>
                  <Trans>Debit</Trans>{' '}
                </span>
                {account(posting.debit)}
              </td>
              <td>
                <span className={styles.only}>
                  <Trans>Credit</Trans>{' '}
                </span>
                {account(posting.credit)}
              </td>
              <td className={`${styles.end} num`}>{formats.amount(posting.amount, posting.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
