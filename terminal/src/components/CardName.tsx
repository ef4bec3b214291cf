import { useLingui } from '@lingui/react';
import { brandName, expiryText, UNKNOWN_BRAND } from '../language/words.ts';

export interface ShownCard {
  readonly brand: string;
  readonly last4: string;
  readonly exp_month?: number;
  readonly exp_year?: number;
}

/** `Visa •4242 12/28`. */
export function useCardName(): (card: ShownCard) => string {
  const { i18n } = useLingui();
  return ({ brand, last4, exp_month, exp_year }) => {
    const name = `${brandName(brand) ?? i18n._(UNKNOWN_BRAND)} •${last4}`;
    return exp_month === undefined || exp_year === undefined ? name : `${name} ${expiryText(exp_month, exp_year)}`;
  };
}

export function CardName({ card }: { card: ShownCard }) {
  const name = useCardName();
  return <span className="num">{name(card)}</span>;
}
