import type { Connector } from '../port.ts';
import { readCreated } from './authorise.ts';
import { cancelIntent, captureIntent, createIntent, getIntent, incrementIntent, refundIntent } from './calls.ts';
import { credentials } from './credentials.ts';
import { closeDispute, filesUrl, readClosed, readSubmitted, submitEvidence } from './disputes.ts';
import { stripeFields } from './fields.ts';
import { readCanceled, readCaptured, readIncremented, readRefunded } from './followUps.ts';
import { readHolding } from './holdsPayment.ts';
import { readLookUp, startLookUp } from './lookUp.ts';
import { modeOf } from './mode.ts';
import { readNotices, startNotices } from './notices.ts';
import { providerIntent } from './providerIntent.ts';
import { readRecords, startRecords } from './records.ts';
import { readReversal, startReversal } from './reverse.ts';
import { readTest, testAccount } from './testAccount.ts';
import { createSetup, readSetupMade } from './verify.ts';

/**
 * Speaks Stripe's wire, to Stripe or to another Guichet; `docs/connectors/stripe.md` says how. An authorisation takes two steps, since the
 * provider does not know our references: an intent is made that moves nothing and can be found again, then it is confirmed.
 */
export const stripeConnector: Connector = {
  name: 'stripe',
  authorise: { request: createIntent, response: readCreated },
  authoriseHeld: { request: (request) => createIntent({ ...request, customer: request.held.customer }), response: readCreated },
  fields: stripeFields,
  verify: { request: createSetup, response: readSetupMade },
  increment: {
    request: (request) => incrementIntent(providerIntent(request), request),
    response: (answer, request) => readIncremented(answer, providerIntent(request), request),
  },
  capture: {
    request: (request) => captureIntent(providerIntent(request), request),
    response: (answer, request) => readCaptured(answer, providerIntent(request), request),
  },
  void: {
    request: (request) => cancelIntent(providerIntent(request), request.reference),
    response: (answer, request) => readCanceled(answer, providerIntent(request)),
  },
  refund: { request: (request) => refundIntent(providerIntent(request), request), response: readRefunded },
  submitEvidence: { request: submitEvidence, response: readSubmitted },
  acceptDispute: { request: closeDispute, response: readClosed },
  filesUrl,
  records: { request: startRecords, response: readRecords },
  notices: { request: startNotices, response: readNotices },
  lookUp: { request: startLookUp, response: readLookUp },
  reverse: { request: startReversal, response: readReversal },
  test: { request: () => testAccount, response: readTest },
  holds: { request: ({ payment }) => getIntent(payment), response: readHolding },
  modeOf,
  credentials,
};
