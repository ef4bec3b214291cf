import '@mantine/charts/styles.layer.css';
import { exponentOf, isCurrency } from '@guichet/contract/currencies.ts';
import type { ReportRow } from '@guichet/contract/reportViews.ts';
import { useLingui } from '@lingui/react/macro';
import { BarChart } from '@mantine/charts';
import { useFormats } from '../../language/useFormats.ts';
import { settledIn } from './figures.ts';

/** Sales as bars. What it shows stands in a table beside it, which is what readers of the screen are given. */
export function SalesBars({ rows, own, name }: { rows: readonly ReportRow[]; own: string; name: (row: ReportRow) => string }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const unit = isCurrency(own) ? 10 ** exponentOf(own) : 1;
  const short = new Intl.NumberFormat(i18n.locale, { notation: 'compact', maximumFractionDigits: 1 });
  return (
    <BarChart
      h={240}
      data={rows.map((row) => ({ name: name(row), sales: settledIn(row, own).sales }))}
      dataKey="name"
      series={[{ name: 'sales', label: t`Sales`, color: 'var(--g-chart)' }]}
      valueFormatter={(minor) => formats.amount(Math.round(minor), own)}
      yAxisProps={{ tickFormatter: (minor: number) => short.format(minor / unit), width: 56 }}
      xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
      tickLine="none"
      maxBarWidth={40}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}
