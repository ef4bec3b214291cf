import type { AuthoriseRequest, EntryMode, Proof } from '../../connectors/index.ts';
import type { Asked, Attempt } from '../attempts/index.ts';
import type { WayBack } from '../authentications/index.ts';
import type { CardMethod } from '../payment_methods/index.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** What an authorisation keeps, besides its attempt, for whoever goes on with it: recovery, or the payer's return from their issuer. */
export interface AuthorisationDetails {
  readonly entry: EntryMode;
  /** The card lay on the customer's file and was not entered for this payment. */
  readonly onFile: boolean;
  readonly network: string | null;
  /** Null where the payer cannot be sent to their issuer: they are not there, or the merchant does not want it. */
  readonly wayBack: WayBack | null;
  readonly demanded: boolean;
  /** What an earlier attempt's authentication brought. */
  readonly proof: Proof | null;
  /** What the payer finds on the statement; older attempts say nothing of it. */
  readonly descriptor?: string;
  /** Attempts of earlier versions have none. */
  readonly asked?: Asked;
}

/** The details that an authorisation was stored with. */
export const detailsOf = ({ details }: Pick<Attempt, 'details'>): AuthorisationDetails => details as unknown as AuthorisationDetails;

/** Whether the payer acts electronically, so that their issuer may want to see them: not by mail or telephone, in person, or in absence. */
export const payerIsOnline = (entry: EntryMode): boolean => entry === 'ecommerce' || entry === 'saved_cit';

/** What the provider is told of the place. */
interface Merchant {
  readonly businessName: string;
  readonly country: string;
  readonly account: string;
}

interface Authorising {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: CardMethod;
  readonly tenant: Merchant;
  /** Where the issuer sends the payer back to; null where they cannot be sent away. */
  readonly returnAddress: string | null;
}

/** What the provider is asked with, from what was stored before. */
export function authoriseRequest({ attempt, intent, method, tenant, returnAddress }: Authorising): AuthoriseRequest {
  const { entry, onFile, network, demanded, proof, descriptor = null } = detailsOf(attempt);
  const { line1, postal_code: postalCode, country } = method.billingDetails.address;
  return {
    reference: attempt.id,
    amount: attempt.amount,
    capture: intent.captureMethod !== 'manual',
    incremental: intent.captureMethod === 'manual' && intent.cardOptions.request_incremental_authorization === 'if_available',
    descriptor,
    entry,
    address: { line1, postalCode, country },
    merchant: { name: tenant.businessName, country: tenant.country, account: tenant.account },
    networkTransactionId: onFile ? method.networkTransactionId : null,
    firstOfMany: !onFile && intent.setupFutureUsage !== null,
    network,
    authentication: returnAddress === null || proof !== null ? null : { returnUrl: returnAddress, demanded },
    proof,
  };
}
