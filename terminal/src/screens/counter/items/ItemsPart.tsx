import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '../../../components/Icon.tsx';
import { Kbd } from '../../../components/Kbd.tsx';
import { Skeleton } from '../../../components/Skeleton.tsx';
import { useShortcuts } from '../../../components/useShortcuts.ts';
import { useMay } from '../../../shell/SessionContext.ts';
import styles from './ItemsPart.module.css';
import { ITEM_SEARCH_ID } from './itemSearchId.ts';
import type { ItemsPartProps } from './itemsPartProps.ts';

// Only places that sell by items load what they need for it.
const ItemsPanel = lazy(async () => ({ default: (await import('./ItemsPanel.tsx')).ItemsPanel }));
const PartOfSale = lazy(async () => ({ default: (await import('./PartOfSale.tsx')).PartOfSale }));

/** What is sold, where the amount is not typed: closed until somebody wants it. In its place, the sale that this payment is a part of. */
export function ItemsPart({ draft, onEdit, locked }: ItemsPartProps) {
  const maySell = useMay('products.read');
  const [wanted, setWanted] = useState(false);
  const ofSale = draft.extras?.sale !== undefined;
  const open = () => {
    if (!maySell || locked || ofSale) return;
    setWanted(true);
    document.getElementById(ITEM_SEARCH_ID)?.focus();
  };
  useShortcuts({ 'Alt+A': open });
  if (ofSale)
    return (
      <Suspense fallback={<Skeleton lines={1} />}>
        <PartOfSale draft={draft} onEdit={onEdit} />
      </Suspense>
    );
  if (!maySell) return null;
  if (!wanted && draft.items === undefined)
    return (
      <button type="button" className={styles.open} aria-keyshortcuts="Alt+A" onClick={open}>
        <Icon name="items" size={18} />
        <Trans>Sell items</Trans>
        <Kbd keys="Alt A" />
      </button>
    );
  return (
    <Suspense fallback={<Skeleton lines={3} />}>
      <ItemsPanel draft={draft} onEdit={onEdit} takesFocus={wanted} onClose={() => setWanted(false)} />
    </Suspense>
  );
}
