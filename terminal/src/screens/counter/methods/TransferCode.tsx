import type { TransferAccount } from '@guichet/contract/counterViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { encode } from 'uqr';
import { CopyText } from '../../../components/CopyText.tsx';
import { epcText } from './epcText.ts';
import styles from './TransferCode.module.css';

const QUIET_MODULES = 4;

/** Dark squares as one path, on white in every scheme: cameras expect it so. */
function Squares({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className={styles.code} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

const grouped = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ');

/** Where a payer transfers to: as text to read out, and as a code that banking apps read. */
export function TransferCode({
  account,
  amountMinor,
  reference,
}: {
  account: TransferAccount;
  amountMinor: bigint | null;
  reference: string;
}) {
  const { t } = useLingui();
  const text = amountMinor === null ? null : epcText(account, amountMinor, reference);
  return (
    <div className={styles.transfer}>
      {text === null ? null : <Squares text={text} label={t`Code for the payer's banking app`} />}
      <dl className={styles.facts}>
        <div>
          <dt>
            <Trans>Account holder</Trans>
          </dt>
          <dd>{account.holder}</dd>
        </div>
        <div>
          <dt>IBAN</dt>
          <dd>
            <CopyText text={grouped(account.iban)} label="IBAN" />
          </dd>
        </div>
        {account.bic === null ? null : (
          <div>
            <dt>BIC</dt>
            <dd>{account.bic}</dd>
          </div>
        )}
        {text === null ? null : (
          <p className="muted">
            <Trans>The payer scans the code with their banking app and confirms the transfer there.</Trans>
          </p>
        )}
      </dl>
    </div>
  );
}
