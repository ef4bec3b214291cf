import type { ApprovalView } from '@guichet/contract/approvalViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import table from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { accountText } from '../balance/AccountName.tsx';
import { KIND_WORDS, reasonOf } from './approvalWords.ts';

/** What is asked for, in a few words: `Refund · 120,00 €`. */
export function useApprovalTitle(): (approval: ApprovalView) => string {
  const { i18n } = useLingui();
  const formats = useFormats();
  return ({ kind, amount, currency }) => `${i18n._(KIND_WORDS[kind])} · ${formats.amount(amount, currency)}`;
}

/** Why it is asked for, in the words of who asked or those that we have for a code; empty where nothing was said. */
export function useApprovalReason(): (approval: ApprovalView) => string {
  const { i18n } = useLingui();
  return ({ reason, description }) => {
    const why = reason === null ? null : reasonOf(reason);
    const words = [typeof why === 'string' || why === null ? why : i18n._(why), description];
    return words.filter((text, at, all) => text !== null && all.indexOf(text) === at).join(' · ');
  };
}

/** The bank account that a payout goes to, and whose it is. */
export function PaidOutTo({ account }: { account: NonNullable<ApprovalView['paid_out_to']> }) {
  const { account_holder_name: holder, currency } = account;
  const name = `${currency.toUpperCase()} – ${accountText(account)}`;
  return (
    <Trans>
      To the bank account <span className="num">{name}</span> of {holder}
    </Trans>
  );
}

/** What is asked for, why, and for which payment or to which bank account. */
export function ApprovalText({ approval }: { approval: ApprovalView }) {
  const title = useApprovalTitle();
  const reason = useApprovalReason();
  const { payment_intent: payment, payment_record: record, paid_out_to: account } = approval;
  return (
    <>
      <span className={table.first}>{title(approval)}</span>
      <span className={table.second}>{reason(approval)}</span>
      {account === null ? null : (
        <span className={table.line}>
          <PaidOutTo account={account} />
        </span>
      )}
      {payment === null ? null : (
        <span className={table.line}>
          <Link to="/payments/$id" params={{ id: payment }}>
            <Trans>Show the payment</Trans>
          </Link>
        </span>
      )}
      {record === null ? null : (
        <span className={table.line}>
          <Link to="/records">
            <Trans>Cash and cheques</Trans>
          </Link>
        </span>
      )}
    </>
  );
}
