import type { ReportDimension, ReportRow } from '@guichet/contract/reportViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useFormats } from '../../language/useFormats.ts';
import { CHANNEL_WORDS, METHOD_TYPE_WORDS } from '../../language/words.ts';
import { methodWords } from '../records/recordWords.ts';

export const DIMENSION_WORDS: Readonly<Record<ReportDimension, MessageDescriptor>> = {
  day: msg`Day`,
  month: msg`Month`,
  channel: msg`Channel`,
  method: msg`Paid by`,
  currency: msg`Currency`,
  staff: msg`Taken by`,
  customer: msg`Customer`,
  field: msg`Answer`,
};

/** What a line of a report is called. */
export function useRowName(): (by: ReportDimension, row: Pick<ReportRow, 'key' | 'name'>) => string {
  const { i18n } = useLingui();
  const formats = useFormats();
  return (by, { key, name }) => {
    if (by === 'day' || by === 'month') return formats.period(key);
    if (by === 'currency') return key.toUpperCase();
    if (by === 'staff') return key === '' ? i18n._(CHANNEL_WORDS.api) : (name ?? key);
    if (by === 'customer') return name ?? key;
    if (by === 'field') return key === '' ? i18n._(msg`No answer`) : key;
    const words =
      by === 'channel'
        ? (CHANNEL_WORDS as Readonly<Record<string, MessageDescriptor>>)[key]
        : ((METHOD_TYPE_WORDS as Readonly<Record<string, MessageDescriptor>>)[key] ?? methodWords(key));
    return words === undefined || words === null ? key : i18n._(words);
  };
}
