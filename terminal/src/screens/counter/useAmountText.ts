import { typedText } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';

/** An amount as the field takes it, in the marks of the language. */
export function useAmountText() {
  const { i18n } = useLingui();
  return useCallback(
    (minor: number | bigint, currency: string): string =>
      isCurrency(currency) ? typedText(money(BigInt(minor), currency), i18n.locale) : '',
    [i18n.locale],
  );
}
