import type { Failure } from '../../api/outcome.ts';

const FIELDS = ['base_url', 'cards', 'publishable_key', 'secret'] as const;
export type AccessField = (typeof FIELDS)[number];

/** Which of the form's fields a refusal is about. */
export const refusedField = (failure: Failure | null): AccessField | null =>
  failure?.kind === 'refused' ? (FIELDS.find((field) => field === failure.param) ?? null) : null;

/** An address as the server keeps it: without blanks around it or a slash at its end. */
export const tidyAddress = (text: string): string => text.trim().replace(/\/+$/, '');

/** Whether a key says of itself that it is publishable and for this mode. Whether fields open with it only the provider knows. */
export const looksPublishable = (text: string, livemode: boolean): boolean =>
  (livemode ? /^pk_live_[0-9A-Za-z]{8,}$/ : /^pk_test_[0-9A-Za-z]{8,}$/).test(text.trim());
