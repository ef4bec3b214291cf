import { RECORDED_METHODS } from '@guichet/contract/recordViews.ts';
import type { ReportDimension, ReportPeriod, ReportRow } from '@guichet/contract/reportViews.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paymentsOf } from './paymentsOf.ts';
import { useRowName } from './reportWords.ts';

interface LineNameProps {
  readonly by: ReportDimension;
  readonly row: Pick<ReportRow, 'key' | 'name'>;
  readonly period: ReportPeriod;
  /** The key of the field that lines are answers to. */
  readonly field?: string | undefined;
}

/** What a line of a report is called, as a link to what it is about where a list can be narrowed to just that. */
export function LineName({ by, row, period, field }: LineNameProps): ReactNode {
  const name = useRowName()(by, row);
  if (by === 'customer') {
    return (
      <Link to="/customers/$id" params={{ id: row.key }}>
        {name}
      </Link>
    );
  }
  if (by === 'method' && RECORDED_METHODS.some((method) => method === row.key)) {
    // The list of records is one of a day.
    return period.from === period.to ? (
      <Link to="/records" search={{ method: row.key, day: period.to }}>
        {name}
      </Link>
    ) : (
      name
    );
  }
  const search = paymentsOf(by, row.key, period, field);
  return search === null ? (
    name
  ) : (
    <Link to="/payments" search={search}>
      {name}
    </Link>
  );
}
