import type { Locale } from '@guichet/contract/amounts.ts';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { useSession } from '../shell/SessionContext.ts';
import { type Formats, formatsFor } from './formats.ts';
import { isLanguage } from './languages.ts';

export function useFormats(): Formats {
  const { account } = useSession();
  const { i18n } = useLingui();
  const language: Locale = isLanguage(i18n.locale) ? i18n.locale : 'en';
  return useMemo(
    () => formatsFor(language, { country: account.country, timeZone: account.time_zone }),
    [language, account.country, account.time_zone],
  );
}
