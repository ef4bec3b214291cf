import type { AnsweredCard, Brand, Funding, Network } from '../api.ts';

/** How a card departs from "approved, security code and address match". */
interface Behaviour {
  /** The response code of every authorisation. */
  declines?: string;
  /** It declines charges only: asked about for nothing, it is good. */
  savesWell?: true;
  securityCodeFails?: true;
  address?: 'fails' | 'line1_fails' | 'postal_code_fails' | 'unavailable';
  /**
   * The issuer wants the holder to authenticate: `until_stored` lets later charges pass that name the first one's network id,
   * `always` lets none pass. Neither applies where the payer isn't acting electronically (MOTO, in person).
   */
  authentication?: 'until_stored' | 'always';
  /** The bank lets it pass, and says that it looks risky. */
  looksRisky?: true;
  /** What is taken from it is paid out at once, without the usual days. */
  availableAtOnce?: true;
  /** What the holder does once the money was taken; an inquiry asks before any is taken back. */
  disputes?: { reason: string; code: string; inquiry: boolean };
  /** The kind of fraud that the issuer warns of once the money was taken. */
  warns?: string;
  /** How a refund ends some time after it was answered; one that succeeds then is pending until then. */
  refunds?: 'refund.succeeded' | 'refund.failed';
}

export interface TestCard extends AnsweredCard {
  number: string;
  behaviour: Behaviour;
}

interface Issuer {
  brand: Brand;
  funding?: Funding;
  country?: string;
  /** Only where it isn't the brand alone. */
  networks?: Network[];
}

const issuerNames: Record<string, string> = {
  US: 'Sandbox Bank',
  FR: 'Banque d’essai',
  DE: 'Probebank',
  GB: 'Sandbox Building Society',
};

function card(
  number: string,
  { brand, funding = 'credit', country = 'US', networks = [brand] }: Issuer,
  behaviour: Behaviour = {},
): TestCard {
  return { number, brand, funding, country, issuer: issuerNames[country] ?? 'Sandbox Bank', networks, behaviour };
}

const visa: Issuer = { brand: 'visa' };
const cartesBancaires = (brand: Brand, funding: Funding = 'credit'): Issuer => ({
  brand,
  funding,
  country: 'FR',
  networks: ['cartes_bancaires', brand],
});

/** Every number that the sandbox knows. All are published for testing and can't move money anywhere. */
export const testCards: readonly TestCard[] = [
  card('4242424242424242', visa),
  card('4000056655665556', { brand: 'visa', funding: 'debit' }),
  card('5555555555554444', { brand: 'mastercard' }),
  card('2223003122003222', { brand: 'mastercard' }),
  card('5200828282828210', { brand: 'mastercard', funding: 'debit' }),
  card('5105105105105100', { brand: 'mastercard', funding: 'prepaid' }),
  card('378282246310005', { brand: 'amex' }),
  card('371449635398431', { brand: 'amex' }),
  card('6011111111111117', { brand: 'discover' }),
  card('3056930009020004', { brand: 'diners' }),
  card('36227206271667', { brand: 'diners' }),
  card('3566002020360505', { brand: 'jcb' }),
  card('6200000000000005', { brand: 'unionpay' }),

  card('4000000000000002', visa, { declines: '05' }),
  card('4000000000009995', visa, { declines: '51' }),
  card('4000000000009987', visa, { declines: '41' }),
  card('4000000000009979', visa, { declines: '43' }),
  card('4000000000000069', visa, { declines: '54' }),
  card('4000000000000127', visa, { declines: 'N7', securityCodeFails: true }),
  card('4000000000000119', visa, { declines: '96' }),
  card('4000000000006975', visa, { declines: '61' }),
  card('4000000000000341', visa, { declines: '05', savesWell: true }),
  card('4100000000000019', visa, { declines: '59' }),
  card('4000000000009235', visa, { looksRisky: true }),

  card('4000000000000010', visa, { address: 'fails' }),
  card('4000000000000028', visa, { address: 'line1_fails' }),
  card('4000000000000036', visa, { address: 'postal_code_fails' }),
  card('4000000000000044', visa, { address: 'unavailable' }),
  card('4000000000000101', visa, { securityCodeFails: true }),

  card('4000000000000259', visa, { disputes: { reason: 'fraudulent', code: '10.4', inquiry: false } }),
  card('4000000000002685', visa, { disputes: { reason: 'product_not_received', code: '13.1', inquiry: false } }),
  card('4000000000001976', visa, { disputes: { reason: 'general', code: '10.4', inquiry: true } }),
  card('4000000000005423', visa, { warns: 'unauthorized_use_of_card' }),
  card('4000000000000077', visa, { availableAtOnce: true }),
  card('4000000000005126', visa, { refunds: 'refund.failed' }),
  card('4000000000007726', visa, { refunds: 'refund.succeeded' }),

  card('4000002500003155', { brand: 'visa', country: 'FR' }, { authentication: 'until_stored' }),
  card('4000002760003184', { brand: 'visa', country: 'DE' }, { authentication: 'always' }),
  card('4000008260003178', { brand: 'visa', country: 'GB' }, { declines: '51', savesWell: true, authentication: 'always' }),

  card('4000002500001001', cartesBancaires('visa')),
  card('5555552500001001', cartesBancaires('mastercard')),
  card('4150580996517927', cartesBancaires('visa')),
  card('5131072454408923', cartesBancaires('mastercard')),
  card('5817020000000000', cartesBancaires('maestro', 'debit')),
];

const byNumber = new Map(testCards.map((testCard) => [testCard.number, testCard]));

export function findTestCard(number: string): TestCard | undefined {
  return byNumber.get(number);
}

/** What the book keeps of a number. */
export interface CardDigits {
  bin?: string | null;
  last4?: string | null;
}

/** The card that a payment in the book was made with; among test cards the digits that are kept tell them apart. */
export const cardOf = ({ bin, last4 }: CardDigits): TestCard | undefined =>
  bin && last4 ? testCards.find(({ number }) => number.startsWith(bin) && number.endsWith(last4)) : undefined;
