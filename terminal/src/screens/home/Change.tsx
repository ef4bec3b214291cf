import { useLingui } from '@lingui/react';
import { changeOf } from './figures.ts';

/** By how much a figure differs from another, in percent and with its sign; nothing where there is nothing to compare with. */
export function Change({ now, before }: { now: number; before: number }) {
  const { i18n } = useLingui();
  const change = changeOf(now, before);
  if (change === null) return null;
  const text = new Intl.NumberFormat(i18n.locale, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(change);
  return <strong className="num">{text}</strong>;
}
