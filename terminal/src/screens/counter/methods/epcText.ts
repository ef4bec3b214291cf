import type { TransferAccount } from '@guichet/contract/counterViews.ts';

const MOST_NAME = 70;
const MOST_REMITTANCE = 140;
/** EPC069-12, of an amount: at most 999 999 999,99 €. */
const MOST_MINOR = 99_999_999_999n;

const oneLine = (text: string, most: number): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('');

/**
 * The text of a code that banking apps read a SEPA transfer from (EPC069-12, version 2: without a BIC within the European Economic Area), or null
 * where the amount is none that it can carry. Its lines are: tag, version, character set, kind, BIC, name, IBAN, amount, purpose, structured reference,
 * words.
 */
export function epcText({ holder, iban, bic }: TransferAccount, amountMinor: bigint, reference: string): string | null {
  if (amountMinor < 1n || amountMinor > MOST_MINOR) return null;
  const cents = String(amountMinor % 100n).padStart(2, '0');
  const amount = `EUR${amountMinor / 100n}.${cents}`;
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic ?? '',
    oneLine(holder, MOST_NAME),
    iban,
    amount,
    '',
    '',
    oneLine(reference, MOST_REMITTANCE),
  ];
  return lines.join('\n').replace(/\n+$/, '');
}
