import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ownPaymentsQuery } from '../../api/counterFieldQueries.ts';
import { customerQuery } from '../../api/queries.ts';
import { nowMs } from '../../browser/clock.ts';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { lastOnes } from './lastOnes.ts';
import styles from './PresetBar.module.css';
import { type SaleDraft, withCustomer } from './saleDraft.ts';
import { focusFieldSoon } from './saleFields.ts';
import { useAmountText } from './useAmountText.ts';

interface LastOnesProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
  readonly locked: boolean;
}

/** The last amounts and customers of this person, to be taken again by a tap. */
export function LastOnes({ draft, onEdit, locked }: LastOnesProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const { person } = useSession();
  const text = useAmountText();
  const payments = useQuery(ownPaymentsQuery(person.id));
  const { amounts, customers } = lastOnes(payments.data ?? [], draft.currency);
  if (amounts.length === 0 && customers.length === 0) return null;
  const choose = async (id: string) => {
    const customer = await client.fetchQuery(customerQuery(id)).catch(() => null);
    if (customer === null) return;
    onEdit(withCustomer(customer, nowMs()));
    focusFieldSoon('amount');
  };
  return (
    <section aria-labelledby="last-ones">
      <h2 id="last-ones" className={styles.heading}>
        <Trans>Once more</Trans>
      </h2>
      <ul className={styles.row} aria-label={t`Your last amounts and customers`}>
        {amounts.map((minor) => (
          <li key={minor}>
            <button
              type="button"
              className={styles.chip}
              disabled={locked || draft.items !== undefined}
              onClick={() => onEdit({ amount: text(minor, draft.currency) })}
            >
              {formats.amount(minor, draft.currency)}
            </button>
          </li>
        ))}
        {customers.map(({ id, name }) => (
          <li key={id}>
            <button type="button" className={styles.chip} disabled={locked} onClick={() => void choose(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
