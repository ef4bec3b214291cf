import type { CardData } from '../../vault/index.ts';
import type { CardRequest, Connector } from '../port.ts';
import {
  readAuthentication,
  readAuthorisation,
  readDebit,
  readFollowUp,
  readLookUp,
  readNotices,
  readPayout,
  readPayoutLookUp,
  readReversal,
  readTest,
  readVerification,
} from './outcomes.ts';
import { readRecords, startRecords } from './records.ts';

/** The bank wants nothing where we have nothing. */
const given = <T>(value: T | null): T | undefined => value ?? undefined;

function storedCredential({ networkTransactionId, firstOfMany }: CardRequest): object | undefined {
  if (networkTransactionId !== null) return { first: false, network_transaction_id: networkTransactionId };
  return firstOfMany ? { first: true } : undefined;
}

/** The networks that the bank knows by the wire's name for them. */
const NETWORKS: ReadonlySet<string> = new Set([
  ...['visa', 'mastercard', 'amex', 'discover', 'diners', 'jcb', 'unionpay', 'maestro', 'cartes_bancaires'],
]);

/** What authorisations and verifications have in common. */
function aboutCard(request: CardRequest & { readonly card: CardData }) {
  const { reference, entry, address, merchant, card, network, authentication, proof } = request;
  return {
    reference,
    card: { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, cvc: given(card.cvc ?? null) },
    address: { line1: given(address.line1), postal_code: given(address.postalCode), country: given(address.country) },
    entry,
    merchant,
    stored_credential: storedCredential(request),
    network: network !== null && NETWORKS.has(network) ? network : undefined,
    authentication: authentication === null ? undefined : { return_url: authentication.returnUrl, demanded: authentication.demanded },
    authenticated: proof === null ? undefined : { authentication: proof.authentication, eci: proof.eci, cavv: proof.cavv },
  };
}

/** Translates between Guichet and the sandbox bank; `docs/connectors/sandbox.md` describes the bank's side. */
export const sandboxConnector: Connector = {
  name: 'sandbox',
  authorise: {
    request: (request) => ({
      method: 'POST',
      path: '/v1/authorisations',
      body: {
        ...aboutCard(request),
        amount: Number(request.amount.amount),
        currency: request.amount.currency,
        capture: request.capture,
        incremental: request.incremental ? true : undefined,
        descriptor: given(request.descriptor),
      },
    }),
    response: readAuthorisation,
  },
  debit: {
    request: ({ reference, amount, holder, accountType, mandate, merchant, descriptor, account }) => ({
      method: 'POST',
      path: '/v1/debits',
      body: {
        reference,
        amount: Number(amount.amount),
        currency: amount.currency,
        scheme: account.scheme,
        account:
          account.scheme === 'sepa'
            ? { iban: account.iban }
            : { routing_number: account.routingNumber, account_number: account.accountNumber, type: accountType },
        holder,
        mandate: { reference: mandate.reference, accepted_at: Math.floor(mandate.acceptedAt.getTime() / 1000) },
        merchant,
        descriptor: given(descriptor),
      },
    }),
    response: readDebit,
  },
  verify: {
    request: (request) => ({ method: 'POST', path: '/v1/verifications', body: aboutCard(request) }),
    response: readVerification,
  },
  authentication: {
    request: ({ reference }) => ({ method: 'GET', path: `/v1/authentications/${encodeURIComponent(reference)}` }),
    response: readAuthentication,
  },
  increment: {
    request: ({ reference, authorisation, amount, descriptor }) => ({
      method: 'POST',
      path: '/v1/increments',
      body: { reference, authorisation, amount: Number(amount.amount), descriptor: given(descriptor) },
    }),
    response: readFollowUp,
  },
  capture: {
    request: ({ reference, authorisation, amount, descriptor }) => ({
      method: 'POST',
      path: '/v1/captures',
      body: { reference, authorisation, amount: Number(amount.amount), descriptor: given(descriptor ?? null) },
    }),
    response: readFollowUp,
  },
  void: {
    request: ({ reference, authorisation }) => ({ method: 'POST', path: '/v1/voids', body: { reference, authorisation } }),
    response: readFollowUp,
  },
  refund: {
    request: ({ reference, authorisation, amount }) => ({
      method: 'POST',
      path: '/v1/refunds',
      body: { reference, authorisation, amount: Number(amount.amount) },
    }),
    response: readFollowUp,
  },
  cancelRefund: {
    request: (body) => ({ method: 'POST', path: '/v1/refund_cancellations', body }),
    response: readFollowUp,
  },
  submitEvidence: {
    request: (body) => ({ method: 'POST', path: '/v1/evidence', body }),
    response: readFollowUp,
  },
  acceptDispute: {
    request: (body) => ({ method: 'POST', path: '/v1/acceptances', body }),
    response: readFollowUp,
  },
  lookUp: {
    request: ({ reference }) => ({ method: 'GET', path: `/v1/operations/${encodeURIComponent(reference)}` }),
    response: readLookUp,
  },
  reverse: {
    request: ({ reference }) => ({ method: 'POST', path: '/v1/reversals', body: { reference } }),
    response: readReversal,
  },
  payOut: {
    request: ({ reference, amount, destination, merchant, reverses }) => ({
      method: 'POST',
      path: '/v1/payouts',
      body: {
        reference,
        amount: Number(amount.amount),
        currency: amount.currency,
        destination:
          destination.kind === 'iban'
            ? { iban: destination.iban }
            : { routing_number: destination.routingNumber, account_number: destination.accountNumber },
        merchant,
        reverses: given(reverses),
      },
    }),
    response: readPayout,
  },
  lookUpPayout: {
    request: ({ reference }) => ({ method: 'GET', path: `/v1/payouts/${encodeURIComponent(reference)}` }),
    response: readPayoutLookUp,
  },
  notices: {
    request: ({ after, limit }) => ({ method: 'GET', path: `/v1/notices?after=${after}&limit=${limit}` }),
    response: readNotices,
  },
  records: { request: startRecords, response: readRecords },
  test: { request: () => ({ method: 'GET', path: '/v1/notices?after=0&limit=1' }), response: readTest },
};
