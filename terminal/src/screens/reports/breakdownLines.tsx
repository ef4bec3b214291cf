import type { BreakdownReport, ProductLine, TaxLine } from '@guichet/contract/breakdownViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormats } from '../../language/useFormats.ts';
import { DISPUTE_REASONS } from '../disputes/disputeWords.ts';
import { LineName } from '../home/LineName.tsx';
import { refundReasonWords } from './breakdownWords.ts';

/** A line as it is shown: what it is about, and a cell for each column. `share` is what its bar is as long as. */
export interface ShownLine {
  readonly key: string;
  readonly name: ReactNode;
  readonly cells: readonly ReactNode[];
  readonly share: number;
  readonly currency: string;
}

export interface ShownTable {
  readonly lead: MessageDescriptor;
  readonly columns: readonly MessageDescriptor[];
  readonly lines: readonly ShownLine[];
}

function useTaxName(): (line: TaxLine) => string {
  const { t, i18n } = useLingui();
  return ({ tax_rate: id, name, rate, inclusive }) => {
    if (rate === null) return name ?? id;
    const percent = new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 4 }).format(rate / 1_000_000);
    const shown = name ?? id;
    return inclusive ? t`${shown} ${percent}, included` : t`${shown} ${percent}, added`;
  };
}

function useProductName(): (line: ProductLine) => string {
  const { t } = useLingui();
  return ({ what, key, name }) => {
    const others = { line: t`Free lines`, tip: t`Tips`, none: t`Without items` };
    return what === 'product' ? (name ?? key) : others[what];
  };
}

/** What a breakdown shows, in the words and formats of whoever looks. */
export function useShownTable(): (report: BreakdownReport) => ShownTable {
  const { i18n } = useLingui();
  const formats = useFormats();
  const [taxName, productName] = [useTaxName(), useProductName()];
  const count = (value: number): string => value.toLocaleString(i18n.locale);
  const amounts = (currency: string, ...minor: readonly number[]): string[] => minor.map((each) => formats.amount(each, currency));
  return ({ breakdown, period }) => {
    switch (breakdown.of) {
      case 'products':
        return {
          lead: msg`Product`,
          columns: [msg`Quantity`, msg`Sales`, msg`Refunds`, msg`Net`],
          lines: breakdown.rows.map((row) => ({
            ...{ key: `${row.what} ${row.key} ${row.currency}`, name: productName(row), share: row.net, currency: row.currency },
            cells: [
              row.what === 'product' || row.what === 'line' ? count(row.quantity) : '–',
              ...amounts(row.currency, row.sold, row.refunded, row.net),
            ],
          })),
        };
      case 'taxes':
        return {
          lead: msg`Tax rate`,
          columns: [msg`Taxed amount`, msg`Tax`],
          lines: breakdown.rows.map((row) => ({
            ...{ key: `${row.tax_rate} ${row.currency}`, name: taxName(row), share: row.tax, currency: row.currency },
            cells: amounts(row.currency, row.base, row.tax),
          })),
        };
      case 'fees':
        return {
          lead: msg`Paid by`,
          columns: [msg`Payments`, msg`Sales`, msg`For payments`, msg`For disputes`, msg`Fees`],
          lines: breakdown.rows.map((row) => {
            return {
              ...{
                key: `${row.method} ${row.currency}`,
                name: <LineName by="method" row={{ key: row.method, name: null }} period={period} />,
                share: row.fees,
                currency: row.currency,
              },
              cells: [count(row.payments), ...amounts(row.currency, row.sales, row.processing, row.disputes, row.fees)],
            };
          }),
        };
      case 'refunds':
        return {
          lead: msg`Reason`,
          columns: [msg`Refunds`, msg`Amount`],
          lines: breakdown.rows.map((row) => {
            const words = refundReasonWords(row.reason);
            return {
              ...{ key: `${row.reason} ${row.currency}`, name: words === null ? row.reason : i18n._(words) },
              ...{ share: row.amount, currency: row.currency, cells: [count(row.count), ...amounts(row.currency, row.amount)] },
            };
          }),
        };
      case 'disputes':
        return {
          lead: msg`Reason`,
          columns: [msg`Disputes`, msg`Amount`, msg`Not decided yet`, msg`Won`, msg`Lost`, msg`Closed inquiries`],
          lines: breakdown.rows.map((row) => {
            const words = DISPUTE_REASONS[row.reason];
            const numbers = [row.open, row.won, row.lost, row.closed].map(count);
            return {
              ...{ key: `${row.reason} ${row.currency}`, name: words === undefined ? row.reason : i18n._(words) },
              ...{ share: row.amount, currency: row.currency, cells: [count(row.count), ...amounts(row.currency, row.amount), ...numbers] },
            };
          }),
        };
    }
  };
}
