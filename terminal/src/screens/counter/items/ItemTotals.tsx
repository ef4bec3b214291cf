import type { SaleTotals } from '@guichet/contract/saleTotals.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormats } from '../../../language/useFormats.ts';
import { useTaxWords } from '../../items/useTaxWords.ts';
import styles from './ItemsPanel.module.css';

/** What the sale comes to: without taxes, each tax by its rate, tip and total. */
export function ItemTotals({ totals, currency }: { totals: SaleTotals; currency: string }) {
  const { t } = useLingui();
  const formats = useFormats();
  const taxWords = useTaxWords();
  const { discount, taxes, tip, total } = totals;
  const net = taxes.reduce((rest, { amount }) => rest - amount, total - tip);
  const row = (key: string, words: ReactNode, amount: bigint, sign = '') => (
    <div key={key}>
      <dt>{words}</dt>
      <dd className="num">
        {sign}
        {formats.amount(amount, currency)}
      </dd>
    </div>
  );
  return (
    <dl className={styles.totals} aria-label={t`What it comes to`}>
      {discount > 0n ? row('discount', <Trans>Discounts</Trans>, discount, '−') : null}
      {taxes.length > 0 ? row('net', <Trans>Without taxes</Trans>, net) : null}
      {taxes.map((tax) => row(tax.id, taxWords(tax), tax.amount))}
      {tip > 0n ? row('tip', <Trans>Tip</Trans>, tip) : null}
      {row('total', <Trans>Total</Trans>, total)}
    </dl>
  );
}
