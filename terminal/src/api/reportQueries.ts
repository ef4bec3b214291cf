import type { BreakdownName, BreakdownReport } from '@guichet/contract/breakdownViews.ts';
import type { DrawersOfDay, HoldsReport, HomeView, ReportDimension, ReportPeriod, SalesReport } from '@guichet/contract/reportViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';

const REFRESH_MS = 60_000;

export const homeQuery = queryOptions({
  queryKey: ['reports', 'home'],
  queryFn: async ({ signal }) => orThrow(await get<HomeView>('/guichet/v1/home', { signal })),
  refetchInterval: REFRESH_MS,
});

/** `field` is the key of the field, where the report is told apart by one. */
export const salesReportQuery = ({ from, to }: ReportPeriod, by: ReportDimension, field?: string) =>
  queryOptions({
    queryKey: ['reports', 'sales', from, to, by, field],
    queryFn: async ({ signal }) =>
      orThrow(await get<SalesReport>(withQuery('/guichet/v1/reports/sales', { from, to, by, field }), { signal })),
  });

export const breakdownQuery = ({ from, to }: ReportPeriod, of: BreakdownName) =>
  queryOptions({
    queryKey: ['reports', 'breakdown', from, to, of],
    queryFn: async ({ signal }) =>
      orThrow(await get<BreakdownReport>(withQuery('/guichet/v1/reports/breakdown', { from, to, of }), { signal })),
  });

export const holdsQuery = queryOptions({
  queryKey: ['reports', 'holds'],
  queryFn: async ({ signal }) => orThrow(await get<HoldsReport>('/guichet/v1/reports/holds', { signal })),
});

export const drawersQuery = (day: string) =>
  queryOptions({
    queryKey: ['drawers', day],
    queryFn: async ({ signal }) => orThrow(await get<DrawersOfDay>(withQuery('/guichet/v1/drawers', { day }), { signal })),
  });
