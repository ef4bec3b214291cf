import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { CustomerSearch } from '../counter/CustomerSearch.tsx';
import { focusFieldSoon } from '../counter/saleFields.ts';
import styles from './RecordForm.module.css';
import type { RecordDraft } from './recordDraft.ts';

/** Nobody, or somebody who is known: a record can do without a customer. */
export function RecordCustomer({
  customer,
  onChange,
}: {
  customer: RecordDraft['customer'];
  onChange: (customer: RecordDraft['customer']) => void;
}) {
  const { t } = useLingui();
  if (customer === null)
    return (
      <CustomerSearch
        label={t`Customer, if you like`}
        onPick={({ id, name, email, phone }) => onChange({ id, name: name ?? email ?? phone ?? id })}
      />
    );
  return (
    <div className={styles.known}>
      <span>
        <Trans>Customer:</Trans> <strong>{customer.name}</strong>
      </span>
      <Button
        variant="default"
        onClick={() => {
          onChange(null);
          focusFieldSoon('customer');
        }}
      >
        <Trans>Remove</Trans>
      </Button>
    </div>
  );
}
