import type { Connector } from '../port.ts';
import {
  readAuthorisation,
  readDebit,
  readFollowUp,
  readLookUp,
  readNotices,
  readPayout,
  readPayoutLookUp,
  readReversal,
} from './outcomes.ts';

/** The bank wants nothing where we have nothing. */
const given = <T>(value: T | null): T | undefined => value ?? undefined;

/** Translates between Guichet and the sandbox bank; `docs/connectors/sandbox.md` describes the bank's side. */
export const sandboxConnector: Connector = {
  name: 'sandbox',
  authorise: {
    request: ({ reference, amount, capture, entry, address, merchant, networkTransactionId, card }) => ({
      method: 'POST',
      path: '/v1/authorisations',
      body: {
        reference,
        amount: Number(amount.amount),
        currency: amount.currency,
        card: { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, cvc: given(card.cvc ?? null) },
        address: { line1: given(address.line1), postal_code: given(address.postalCode), country: given(address.country) },
        entry,
        capture,
        merchant,
        stored_credential: networkTransactionId === null ? undefined : { first: false, network_transaction_id: networkTransactionId },
      },
    }),
    response: readAuthorisation,
  },
  debit: {
    request: ({ reference, amount, holder, accountType, mandate, merchant, account }) => ({
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
      },
    }),
    response: readDebit,
  },
  capture: {
    request: ({ reference, authorisation, amount }) => ({
      method: 'POST',
      path: '/v1/captures',
      body: { reference, authorisation, amount: Number(amount.amount) },
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
};
