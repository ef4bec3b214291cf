import { Trans, useLingui } from '@lingui/react/macro';
import { usePrefetchQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { taxRatesQuery } from '../../../api/catalogueQueries.ts';
import { newKey } from '../../../browser/newKey.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { Kbd } from '../../../components/Kbd.tsx';
import { focusField } from '../saleFields.ts';
import { useAmountText } from '../useAmountText.ts';
import { FreeLine } from './FreeLine.tsx';
import { ItemLines } from './ItemLines.tsx';
import { ItemSearch } from './ItemSearch.tsx';
import styles from './ItemsPanel.module.css';
import { ItemTotals } from './ItemTotals.tsx';
import { ITEM_SEARCH_ID } from './itemSearchId.ts';
import { type ItemLine, type ItemsDraft, noItems, reckonItems, withLine } from './itemsDraft.ts';
import type { ItemsPartProps } from './itemsPartProps.ts';
import { Reductions } from './Reductions.tsx';
import { usePayInParts } from './usePayInParts.ts';

interface ItemsPanelProps extends Omit<ItemsPartProps, 'locked'> {
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

/** Puts changed items into the form, with the amount that they make. */
function useChange({ draft, onEdit }: Pick<ItemsPanelProps, 'draft' | 'onEdit'>) {
  const amountText = useAmountText();
  return (next: ItemsDraft) => {
    if (next.lines.length === 0) return onEdit({ items: undefined, amount: '' });
    const reckoned = reckonItems(next, draft.currency);
    onEdit({ items: next, amount: reckoned.ok ? amountText(Number(reckoned.totals.total), draft.currency) : '' });
  };
}

/** Enter in a field of an item leads back to the search: only below does it take the payment. */
function backToSearch(event: KeyboardEvent) {
  if (event.key !== 'Enter' || event.defaultPrevented || event.target instanceof HTMLButtonElement) return;
  event.preventDefault();
  document.getElementById(ITEM_SEARCH_ID)?.focus();
}

/** What is sold: found in the catalogue or named freely, with discounts and tip, down to the total. */
export function ItemsPanel({ draft, onEdit, takesFocus, onClose }: ItemsPanelProps) {
  const { t } = useLingui();
  const [free, setFree] = useState<string | null>(null);
  const [added, setAdded] = useState('');
  const change = useChange({ draft, onEdit });
  // For the free line: whoever types fast finds them there.
  usePrefetchQuery(taxRatesQuery);
  const parts = usePayInParts();
  const { items, currency } = draft;
  const reckoned = items === undefined ? null : reckonItems(items, currency);
  const add = (line: ItemLine) => {
    change(withLine(items ?? noItems(newKey()), line));
    setAdded(line.name);
  };
  const close = () => {
    if (items !== undefined) onEdit({ items: undefined, amount: '' });
    onClose();
    focusField('amount');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a question of its own.
    <div role="group" aria-label={t`Items`} className={styles.panel} onKeyDown={backToSearch}>
      <div className={styles.head}>
        <h2>
          <Trans>Items</Trans> <Kbd keys="Alt A" />
        </h2>
        <button type="button" className={styles.small} onClick={close}>
          <Icon name="cross" size={18} />
          {items === undefined ? <Trans>Close</Trans> : <Trans>Take all out</Trans>}
        </button>
      </div>
      {free === null ? (
        <ItemSearch currency={currency} takesFocus={takesFocus} onPick={add} onFree={setFree} />
      ) : (
        <FreeLine
          name={free}
          currency={currency}
          onAdd={(line) => {
            add(line);
            setFree(null);
          }}
          onCancel={() => setFree(null)}
        />
      )}
      <span className="vh" role="status">
        {added === '' ? '' : t`Added: ${added}`}
      </span>
      {items === undefined || reckoned === null ? null : (
        <>
          <ItemLines items={items} currency={currency} reckoned={reckoned} onChange={change} />
          <Reductions items={items} currency={currency} reckoned={reckoned} onChange={change} />
          {reckoned.ok ? <ItemTotals totals={reckoned.totals} currency={currency} /> : null}
          {parts.isError ? <FailureNotice error={parts.error} /> : null}
          {reckoned.ok ? (
            <Button variant="default" className={styles.parts} loading={parts.isPending} onClick={parts.pay}>
              <Trans>Pay in parts</Trans>
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}
