import type { TillClosing, TillTotal } from '@guichet/contract/recordViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { ClosingLine, FiscalLine, StoredClosing } from '../../fiscal/index.ts';

/** A closing as the line that was sealed says it. */
export function tillClosing({ id, period, name, sequence, content }: StoredClosing): TillClosing {
  const line = JSON.parse(content) as FiscalLine & ClosingLine;
  const totals = (written: ClosingLine['totals']): TillTotal[] => written.map((total) => ({ ...total }));
  return {
    id,
    period,
    name,
    sequence,
    created: unixSeconds(new Date(line.at)),
    from_sequence: line.from_sequence,
    to_sequence: line.to_sequence,
    totals: totals(line.totals),
    perpetual: totals(line.perpetual),
  };
}
