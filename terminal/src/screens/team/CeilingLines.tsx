import type { CeilingsView } from '@guichet/contract/rightsViews.ts';
import { Trans } from '@lingui/react/macro';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';

/** How much somebody of a role, or the holder of a key, may move: a line for each ceiling, and nothing where there is none. */
export function CeilingLines({ ceilings: { charge, refund, day } }: { ceilings: CeilingsView }) {
  const formats = useFormats();
  const { default_currency: currency } = useSession().account;
  const shown = (amount: number | null) => (amount === null ? '' : formats.amount(amount, currency));
  const [chargeShown, refundShown, dayShown] = [shown(charge), shown(refund), shown(day)];
  return (
    <>
      {charge === null ? null : (
        <span className={styles.line}>
          <Trans>Takes up to {chargeShown} at a time.</Trans>
        </span>
      )}
      {day === null ? null : (
        <span className={styles.line}>
          <Trans>Takes up to {dayShown} a day.</Trans>
        </span>
      )}
      {refund === null ? null : (
        <span className={styles.line}>
          <Trans>Gives back up to {refundShown} at a time.</Trans>
        </span>
      )}
    </>
  );
}
