import { exponentOf, isCurrency } from '@guichet/contract/currencies.ts';
import type { ReportRow } from '@guichet/contract/reportViews.ts';
import { useLingui } from '@lingui/react/macro';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormats } from '../../language/useFormats.ts';
import { settledIn } from './figures.ts';
import styles from './SalesBars.module.css';

const HEIGHT_PX = 240;
const AXIS = { stroke: 'var(--g-line)', tick: { fill: 'var(--g-muted)', fontSize: '0.75rem' }, tickLine: false } as const;

/** Sales as bars. What it shows stands in a table beside it, which is what readers of the screen are given. */
export function SalesBars({ rows, own, name }: { rows: readonly ReportRow[]; own: string; name: (row: ReportRow) => string }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const unit = isCurrency(own) ? 10 ** exponentOf(own) : 1;
  const short = new Intl.NumberFormat(i18n.locale, { notation: 'compact', maximumFractionDigits: 1 });
  const bars = rows.map((row) => ({ name: name(row), sales: settledIn(row, own).sales }));
  return (
    <ResponsiveContainer width="100%" height={HEIGHT_PX}>
      <BarChart data={bars} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--g-line)" strokeDasharray="5 5" />
        <XAxis dataKey="name" interval="preserveStartEnd" minTickGap={24} {...AXIS} />
        <YAxis tickFormatter={(minor: number) => short.format(minor / unit)} width={56} axisLine={false} {...AXIS} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--g-hover)' }}
          content={({ active, payload, label }) =>
            active && payload[0] !== undefined ? (
              <p className={styles.figure}>
                <strong>{label}</strong>
                {t`Sales`} <span className="num">{formats.amount(Math.round(Number(payload[0].value)), own)}</span>
              </p>
            ) : null
          }
        />
        <Bar dataKey="sales" fill="var(--g-chart)" maxBarSize={40} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
