import type { SaleView } from '@guichet/contract/saleViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useTaxWords } from '../items/useTaxWords.ts';

/** What was sold, line by line, with discounts, taxes and tip down to the total. */
export function SaleLines({ sale }: { sale: SaleView }) {
  const { t } = useLingui();
  const formats = useFormats();
  const taxWords = useTaxWords();
  const shown = (minor: number) => formats.amount(minor, sale.currency);
  const sums = [
    ...(sale.discount > 0 ? [{ name: t`Discounts, taken off above`, amount: shown(sale.discount) }] : []),
    ...sale.taxes.map((tax) => ({ name: taxWords(tax), amount: shown(tax.amount) })),
    ...(sale.tip > 0 ? [{ name: t`Tip`, amount: shown(sale.tip) }] : []),
  ];
  return (
    <table className={styles.table} aria-label={t`What was sold`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Item</Trans>
          </th>
          <th scope="col">
            <Trans>Price</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Sum</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {sale.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a sale never change, and the same may stand there twice.
          <tr key={at}>
            <td data-cell="lead">{line.name}</td>
            <td>
              {line.quantity} × {shown(line.unit_amount)}
            </td>
            <td className={styles.lead}>{shown(line.total)}</td>
          </tr>
        ))}
        {sums.map(({ name, amount }) => (
          <tr key={name}>
            <td data-cell="lead" colSpan={2}>
              {name}
            </td>
            <td className={styles.end}>{amount}</td>
          </tr>
        ))}
        <tr>
          <td data-cell="lead" colSpan={2}>
            <strong>
              <Trans>Total</Trans>
            </strong>
          </td>
          <td className={styles.lead}>{shown(sale.amount)}</td>
        </tr>
      </tbody>
    </table>
  );
}
