import type { CardAnswer, CardRequest, EntryMode, Proof, VerifyOutcome } from '../../connectors/index.ts';
import type { SetupAttempt } from '../attempts/index.ts';
import type { WayBack } from '../authentications/index.ts';
import type { CardMethod } from '../payment_methods/index.ts';
import type { TriedCard } from './setupIntent.ts';

/** What a verification keeps, besides its attempt, for whoever goes on with it: recovery, or the payer's return from their issuer. */
export interface VerificationDetails {
  readonly setupTryId: string;
  readonly entry: EntryMode;
  readonly onFile: boolean;
  readonly network: string | null;
  readonly moto: boolean;
  /** Null where the payer cannot be sent to their issuer. */
  readonly wayBack: WayBack | null;
  readonly demanded: boolean;
  readonly proof: Proof | null;
}

/** The details that a verification was stored with. */
export const detailsOf = ({ details }: Pick<SetupAttempt, 'details'>): VerificationDetails => details as unknown as VerificationDetails;

/** What became of a verification. */
export type Verification = Exclude<VerifyOutcome, { readonly result: 'unknown' }>;

/** What the provider is told of the place. */
interface Merchant {
  readonly businessName: string;
  readonly country: string;
  readonly account: string;
}

interface Verifying {
  readonly attempt: SetupAttempt;
  readonly method: CardMethod;
  readonly tenant: Merchant;
  readonly returnAddress: string | null;
}

/** What the provider is asked with, from what was stored before. */
export function verifyRequest({ attempt, method, tenant, returnAddress }: Verifying): CardRequest {
  const { entry, onFile, network, demanded, proof } = detailsOf(attempt);
  const { line1, postal_code: postalCode, country } = method.billingDetails.address;
  return {
    reference: attempt.id,
    entry,
    address: { line1, postalCode, country },
    merchant: { name: tenant.businessName, country: tenant.country, account: tenant.account },
    networkTransactionId: onFile ? method.networkTransactionId : null,
    firstOfMany: true,
    network,
    authentication: returnAddress === null || proof !== null ? null : { returnUrl: returnAddress, demanded },
    proof,
  };
}

const answeredCard = (outcome: Verification | null): CardAnswer | null => {
  if (outcome?.result === 'approved') return outcome.approval.card;
  return outcome?.result === 'declined' ? outcome.decline.card : null;
};

/** The card of a try with what its issuer said; null while nobody has been asked. */
export function triedCard(
  method: CardMethod,
  { moto, proof }: Pick<VerificationDetails, 'moto' | 'proof'>,
  outcome: Verification | null,
): TriedCard {
  const card = answeredCard(outcome);
  return {
    brand: method.brand,
    last4: method.last4,
    expMonth: method.expMonth,
    expYear: method.expYear,
    fingerprint: method.fingerprint,
    country: card?.country ?? method.country,
    funding: card?.funding ?? method.funding,
    network: card?.network ?? null,
    checks: card && {
      address_line1_check: card.checks.line1,
      address_postal_code_check: card.checks.postalCode,
      cvc_check: card.checks.cvc,
    },
    moto,
    proof: proof && { eci: proof.eci, version: proof.version, transactionId: proof.transactionId },
  };
}
