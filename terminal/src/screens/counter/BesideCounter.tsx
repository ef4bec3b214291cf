import { useLingui } from '@lingui/react/macro';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import styles from './CounterScreen.module.css';
import { useKeypad } from './keypad/useKeypad.ts';
import { LastOnes } from './LastOnes.tsx';
import { LatestPayments } from './LatestPayments.tsx';
import { useCounter } from './SaleProvider.tsx';
import type { SaleDraft } from './saleDraft.ts';
import { TestCards } from './TestCards.tsx';

/** What is at hand beside the form: the last amounts, customers and payments, and test cards in test mode. */
export function BesideCounter({ onEdit, locked }: { onEdit: (change: Partial<SaleDraft>) => void; locked: boolean }) {
  const { t } = useLingui();
  const { livemode } = useSession();
  const mayRead = useMay('payments.read');
  const { draft, sale } = useCounter();
  // There they stand with the keys.
  const isTapped = useKeypad();
  return (
    <aside className={styles.beside} aria-label={t`Beside the counter`}>
      {mayRead && !isTapped && sale.step === 'editing' ? <LastOnes draft={draft} onEdit={onEdit} locked={locked} /> : null}
      <LatestPayments />
      {livemode ? null : <TestCards />}
    </aside>
  );
}
