import { useLingui } from '@lingui/react/macro';
import { percentText } from './percentText.ts';

interface Tax {
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly rate: number;
  readonly inclusive: boolean;
}

/** A tax in a few words: `VAT 20%, included`. */
export function useTaxWords() {
  const { t, i18n } = useLingui();
  return ({ name, rate, inclusive }: Tax): string => {
    const percent = percentText(rate, i18n.locale);
    return inclusive ? t`${name} ${percent}%, included` : t`${name} ${percent}%, added`;
  };
}
