import { Trans } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { newerPages } from '../browser/keptPages.ts';
import { Button } from '../components/controls/Button.tsx';
import { useCounter } from '../screens/counter/SaleProvider.tsx';
import styles from './Strip.module.css';

/** Says that there are newer pages. They are shown when the person says so, and not in the middle of a sale. */
export function NewerPagesNotice() {
  const areThere = useSyncExternalStore(newerPages.subscribe, newerPages.areThere);
  const { draft, sale } = useCounter();
  const isSelling = sale.step !== 'editing' || draft.amount !== '';
  return (
    <div role="status">
      {areThere ? (
        <p className={styles.strip} data-tone="warn">
          <Trans>A newer version of Guichet is ready.</Trans>{' '}
          {isSelling ? (
            <Trans>It can be shown after this sale.</Trans>
          ) : (
            <Button compact variant="default" onClick={() => location.reload()}>
              <Trans>Reload</Trans>
            </Button>
          )}
        </p>
      ) : null}
    </div>
  );
}
