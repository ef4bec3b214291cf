import type { ItemView } from '@guichet/contract/itemViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useTaxWords } from './useTaxWords.ts';

/** What is sold, with its price and tax. Without `onEdit` it can only be read. */
export function ItemTable({ items, onEdit }: { items: readonly ItemView[]; onEdit: ((item: ItemView) => void) | null }) {
  const { t } = useLingui();
  const formats = useFormats();
  const taxWords = useTaxWords();
  return (
    <table className={styles.table} aria-label={t`Items`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Name</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Tax</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Price</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const { name, price, tax_rate: tax } = item;
          return (
            <tr key={item.id}>
              <td data-cell="lead">
                <strong>{name}</strong>
              </td>
              <td data-cell="side">{item.active ? <Badge tone="good">{t`Sold`}</Badge> : <Badge tone="plain">{t`Not sold`}</Badge>}</td>
              <td data-cell="line">{tax === null ? <Trans>No tax</Trans> : taxWords({ ...tax, name: tax.display_name })}</td>
              <td className={styles.lead}>
                {price === null ? <Trans>No price</Trans> : formats.amount(price.unit_amount, price.currency)}
              </td>
              <td className={styles.end}>
                {onEdit === null ? null : (
                  <Button variant="subtle" aria-label={t`Change ${name}`} onClick={() => onEdit(item)}>
                    <Trans>Change</Trans>
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
