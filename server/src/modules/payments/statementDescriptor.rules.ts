import { ApiError } from '@guichet/contract/errors.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** What the networks carry: longer texts are cut on the way, each time differently. */
export const MAX_DESCRIPTOR = 22;
const MIN_DESCRIPTOR = 5;
/** Of the place's name, where something about this payment follows it. */
const MAX_PREFIX = 10;
/** Where nothing of a place's name can be written in Latin letters. */
const NAMELESS = 'CARD PAYMENT';
/** Letters that do not come apart into a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH' };
/** Printable ASCII without `< > \ ' " *`, which some banks refuse and which part the place's name from what follows. */
const ALLOWED = /^[ !#-&()+-;=?-[\]-~]+$/;

/** A text for the payer's statement that names the whole payment; null when banks would not carry it. */
export const acceptDescriptor = (given: string): string | null =>
  given.length >= MIN_DESCRIPTOR && given.length <= MAX_DESCRIPTOR && ALLOWED.test(given) && /[A-Za-z]/.test(given) ? given : null;

/** A text that follows the place's name on the statement; null when banks would not carry it. */
export const acceptSuffix = (given: string): string | null =>
  given.length <= MAX_DESCRIPTOR && ALLOWED.test(given) && /[A-Za-z]/.test(given) ? given : null;

/** The place's name as card networks write it: capital letters of plain ASCII. */
export function placeDescriptor(businessName: string): string {
  const written = businessName
    .toUpperCase()
    .normalize('NFD')
    .replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] ?? '')
    .replace(/[^A-Z0-9 &.,/-]/g, '')
    .replace(/ +/g, ' ')
    .trim();
  return /[A-Z]/.test(written) ? written.slice(0, MAX_DESCRIPTOR).trimEnd() : NAMELESS;
}

/** Whose payment it is. */
export interface NamedPlace {
  readonly businessName: string;
  /** What the place chose instead of its name. */
  readonly statementDescriptor: string | null;
}

/** What stands on a statement when a payment says nothing of its own. */
export const nameOnStatements = ({ businessName, statementDescriptor }: NamedPlace): string =>
  statementDescriptor ?? placeDescriptor(businessName);

type Described = Pick<PaymentIntent, 'statementDescriptor' | 'statementDescriptorSuffix'>;

/**
 * What the payer finds on the statement. For a card the place's name, and behind it what the payment says of itself, cut at 22 characters;
 * for a debit the payment's own text instead of the name.
 */
export function calculatedDescriptor(
  { statementDescriptor, statementDescriptorSuffix }: Described,
  methodType: string,
  named: NamedPlace,
): string {
  const place = nameOnStatements(named);
  if (methodType !== 'card') return statementDescriptor ?? place;
  if (statementDescriptorSuffix === null) return place;
  return `${place.slice(0, MAX_PREFIX).trimEnd()}* ${statementDescriptorSuffix}`.slice(0, MAX_DESCRIPTOR).trimEnd();
}

/**
 * A card's statement always begins with the place's name. An intent that several kinds of method may pay can have both texts: each kind takes
 * its own. Throws parameter_invalid where only the one for debits is there.
 */
export function assertDescribes({ statementDescriptor, statementDescriptorSuffix }: Described, methodType: string): void {
  if (methodType !== 'card' || statementDescriptor === null || statementDescriptorSuffix !== null) return;
  throw new ApiError('parameter_invalid', {
    param: 'statement_descriptor',
    message:
      'For a card give "statement_descriptor_suffix" instead of "statement_descriptor": the statement begins with the name of the place.',
  });
}
