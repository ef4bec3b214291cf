import { type PaymentRecordView, REVERSAL_REASONS } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { nowMs } from '../../browser/clock.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { useOwnAnswers } from '../payments/useOwnAnswers.ts';
import { METHOD_WORDS, REASON_WORDS, RECORD_STATUS } from './recordWords.ts';

/** Whether there is something to give back. */
const isReversible = ({ status }: PaymentRecordView): boolean => status === 'succeeded' || status === 'partially_refunded';

function Reversals({ record }: { record: PaymentRecordView }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return record.reversals.map((reversal) => {
    const reason = REVERSAL_REASONS.find((each) => each === reversal.reason);
    const words = [reason === undefined ? null : i18n._(REASON_WORDS[reason]), reversal.note, reversal.staff?.name ?? null];
    const at = formats.recent(reversal.created, nowMs());
    return (
      <span key={`${reversal.created}-${reversal.amount}`} className={`${styles.line} muted`}>
        −{formats.amount(reversal.returned, record.currency)} · {at} · {words.filter((word) => word !== null).join(' · ')}
      </span>
    );
  });
}

/** Who had to agree to it, where somebody had to. */
const ApprovedBy = ({ record }: { record: PaymentRecordView }) =>
  record.approved.map(({ approval, asked_by: asked, approved_by: approver }) => {
    const [askedBy, approvedBy] = [asked.name, approver.name];
    return (
      <span key={approval} className={`${styles.line} muted`}>
        <Trans>
          Asked for by {askedBy}, approved by {approvedBy}
        </Trans>
      </span>
    );
  });

/** What was answered to the fields of the place. */
function Answers({ record }: { record: PaymentRecordView }) {
  return useOwnAnswers(record.metadata).map(({ id, label, answer }) => (
    <span key={id} className={styles.line}>
      <span className="muted">{label}</span> {answer}
    </span>
  ));
}

/** How it was paid, and by what one finds the cheque or the transfer again. */
function Way({ record }: { record: PaymentRecordView }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { method, display_name: name, reference, cheque, tendered, change, currency } = record;
  const [given, back] = [tendered, change].map((minor) => (minor === null ? '' : formats.amount(minor, currency)));
  const details = [reference, cheque?.bank, cheque?.drawer].filter((text) => text);
  return (
    <>
      <span className={styles.first}>{method === 'other' ? name : i18n._(METHOD_WORDS[method])}</span>
      <span className={styles.second}>
        {details.join(' · ')}
        {tendered !== null && change !== null && change > 0 ? (
          <Trans>
            {given} handed over, {back} back
          </Trans>
        ) : null}
      </span>
    </>
  );
}

/** Records, newest first. */
export function RecordTable({
  records,
  onReverse,
}: {
  records: readonly PaymentRecordView[];
  onReverse: (record: PaymentRecordView) => void;
}) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { permissions } = useSession();
  const mayReverse = permissions.includes('refunds.write');
  return (
    <table className={styles.table} aria-label={t`Recorded payments`}>
      <thead>
        <tr>
          <th scope="col" className={styles.end}>
            <Trans>Amount</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Paid by</Trans>
          </th>
          <th scope="col">
            <Trans>Customer and order</Trans>
          </th>
          {mayReverse ? (
            <td>
              <span className="vh">
                <Trans>Actions</Trans>
              </span>
            </td>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td className={styles.lead} data-cell="lead">
              {formats.amount(record.received === 0 ? record.amount : record.received, record.currency)}
            </td>
            <td data-cell="side">
              <Badge tone={RECORD_STATUS[record.status].tone}>{i18n._(RECORD_STATUS[record.status].words)}</Badge>
            </td>
            <td data-cell="line">
              <Way record={record} />
              <Reversals record={record} />
              <ApprovedBy record={record} />
            </td>
            <td data-cell="line">
              <span className={styles.line}>
                {[record.customer?.name ?? record.customer?.id, record.description].filter((text) => text).join(' · ')}
              </span>
              <Answers record={record} />
              <span className={`${styles.line} muted num`}>
                {[record.staff?.name, formats.recent(record.created, nowMs())].filter((text) => text !== undefined).join(' · ')}
              </span>
            </td>
            {mayReverse ? (
              <td className={`${styles.tight} ${styles.end}`}>
                {isReversible(record) ? (
                  <Button variant="subtle" onClick={() => onReverse(record)}>
                    <Trans>Reverse</Trans>
                  </Button>
                ) : null}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
