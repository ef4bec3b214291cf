import { ACTIVITY_ACTIONS } from '@guichet/contract/activityViews.ts';

/** What the log is narrowed to; it stands in the address, so that what was found can be kept, shared and gone back to. */
export interface ActivitySearch {
  readonly query?: string;
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly after?: string;
  readonly before?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ACTIONS: readonly string[] = ACTIVITY_ACTIONS;

const RULES: Readonly<Record<keyof ActivitySearch, (text: string) => boolean>> = {
  query: (text) => text !== '',
  from: (text) => DAY.test(text),
  to: (text) => DAY.test(text),
  actor: (text) => text !== '',
  action: (text) => ACTIONS.includes(text),
  target: (text) => text !== '',
  after: (text) => text.startsWith('alog_'),
  before: (text) => text.startsWith('alog_'),
};

/** Reads an address: what doesn't make sense is left out, so that an old or mistyped one still shows a list. */
export function readActivitySearch(search: Record<string, unknown>): ActivitySearch {
  const entries = Object.entries(RULES).flatMap(([name, fits]) => {
    const value = search[name];
    // A query of digits alone arrives as a number.
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && fits(text) ? [[name, text]] : [];
  });
  return Object.fromEntries(entries);
}

/** The filters alone, without the place in the list. */
export function filtersOf(search: ActivitySearch): Omit<ActivitySearch, 'after' | 'before'> {
  const { after: _after, before: _before, ...filters } = search;
  return filters;
}

/** A changed filter starts at the newest again. An empty value takes the filter away. */
export const narrow = (search: ActivitySearch, change: ActivitySearch): ActivitySearch =>
  readActivitySearch({ ...filtersOf(search), ...change });
