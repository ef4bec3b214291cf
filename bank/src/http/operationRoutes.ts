import type { FastifyInstance } from 'fastify';
import type {
  AcceptanceRequest,
  AuthorisationRequest,
  CaptureRequest,
  DebitRequest,
  EvidenceRequest,
  IncrementRequest,
  PayoutRequest,
  RefundCancellationRequest,
  RefundRequest,
  ReversalRequest,
  VerificationRequest,
  VoidRequest,
} from '../api.ts';
import { maskCardNumber } from '../issuers/cardNumber.ts';
import { acceptDispute } from '../operations/acceptDispute.ts';
import { viewAuthentication } from '../operations/authenticate.ts';
import { authorise } from '../operations/authorise.ts';
import type { Bank } from '../operations/Bank.ts';
import { cancelRefund } from '../operations/cancelRefund.ts';
import { capture } from '../operations/capture.ts';
import { accountLast4, debit } from '../operations/debit.ts';
import { lookUp } from '../operations/lookUp.ts';
import { lookUpPayout, payOut } from '../operations/payOut.ts';
import { raiseAuthorisation } from '../operations/raiseAuthorisation.ts';
import { refund } from '../operations/refund.ts';
import { reverse } from '../operations/reverse.ts';
import { takeEvidence } from '../operations/takeEvidence.ts';
import { verify } from '../operations/verify.ts';
import { voidAuthorisation } from '../operations/voidAuthorisation.ts';
import type { Exchanges } from './Exchanges.ts';
import {
  acceptanceBody,
  authorisationBody,
  captureBody,
  debitBody,
  evidenceBody,
  incrementBody,
  payoutBody,
  refundBody,
  refundCancellationBody,
  reversalBody,
  verificationBody,
  voidBody,
} from './schemas.ts';

const evidenceLimitBytes = 512 * 1024;

/** What moves money, and the look-up: everything that faults can strike. */
export function operationRoutes(app: FastifyInstance, bank: Bank, exchanges: Exchanges): void {
  const last4Of = (reference: string): string | null =>
    (bank.book.authorisations.find(reference) ?? bank.book.debits.find(reference) ?? bank.book.verifications.find(reference))?.last4 ??
    null;

  app.post<{ Body: AuthorisationRequest }>('/v1/authorisations', { schema: { body: authorisationBody } }, (request, reply) => {
    const last4 = maskCardNumber(request.body.card.number)?.last4 ?? null;
    return exchanges.serve(request, reply, { operation: 'authorise', last4, work: () => authorise(bank, request.body) });
  });

  app.post<{ Body: DebitRequest }>('/v1/debits', { schema: { body: debitBody } }, (request, reply) =>
    exchanges.serve(request, reply, { operation: 'debit', last4: accountLast4(request.body), work: () => debit(bank, request.body) }),
  );

  app.post<{ Body: VerificationRequest }>('/v1/verifications', { schema: { body: verificationBody } }, (request, reply) => {
    const last4 = maskCardNumber(request.body.card.number)?.last4 ?? null;
    return exchanges.serve(request, reply, { operation: 'verify', last4, work: () => verify(bank, request.body) });
  });

  app.get<{ Params: { id: string } }>('/v1/authentications/:id', (request, reply) => {
    const { id } = request.params;
    return exchanges.serve(request, reply, { operation: 'lookup', last4: null, work: () => viewAuthentication(bank, id) });
  });

  app.post<{ Body: IncrementRequest }>('/v1/increments', { schema: { body: incrementBody } }, (request, reply) => {
    const last4 = last4Of(request.body.authorisation);
    return exchanges.serve(request, reply, { operation: 'increment', last4, work: () => raiseAuthorisation(bank, request.body) });
  });

  app.post<{ Body: CaptureRequest }>('/v1/captures', { schema: { body: captureBody } }, (request, reply) => {
    const last4 = last4Of(request.body.authorisation);
    return exchanges.serve(request, reply, { operation: 'capture', last4, work: () => capture(bank, request.body) });
  });

  app.post<{ Body: VoidRequest }>('/v1/voids', { schema: { body: voidBody } }, (request, reply) => {
    const last4 = last4Of(request.body.authorisation);
    return exchanges.serve(request, reply, { operation: 'void', last4, work: () => voidAuthorisation(bank, request.body) });
  });

  app.post<{ Body: RefundRequest }>('/v1/refunds', { schema: { body: refundBody } }, (request, reply) => {
    const last4 = last4Of(request.body.authorisation);
    return exchanges.serve(request, reply, { operation: 'refund', last4, work: () => refund(bank, request.body) });
  });

  app.post<{ Body: RefundCancellationRequest }>(
    '/v1/refund_cancellations',
    { schema: { body: refundCancellationBody } },
    (request, reply) =>
      exchanges.serve(request, reply, { operation: 'cancel_refund', last4: null, work: () => cancelRefund(bank, request.body) }),
  );

  const ofDispute = (dispute: string): string | null => last4Of(bank.book.disputes.find(dispute)?.authorisation ?? '');

  app.post<{ Body: EvidenceRequest }>(
    '/v1/evidence',
    { schema: { body: evidenceBody }, bodyLimit: evidenceLimitBytes },
    (request, reply) => {
      const last4 = ofDispute(request.body.dispute);
      return exchanges.serve(request, reply, { operation: 'evidence', last4, work: () => takeEvidence(bank, request.body) });
    },
  );

  app.post<{ Body: AcceptanceRequest }>('/v1/acceptances', { schema: { body: acceptanceBody } }, (request, reply) => {
    const last4 = ofDispute(request.body.dispute);
    return exchanges.serve(request, reply, { operation: 'accept', last4, work: () => acceptDispute(bank, request.body) });
  });

  app.post<{ Body: ReversalRequest }>('/v1/reversals', { schema: { body: reversalBody } }, (request, reply) => {
    const last4 = last4Of(request.body.reference);
    return exchanges.serve(request, reply, { operation: 'reverse', last4, work: () => reverse(bank, request.body) });
  });

  app.post<{ Body: PayoutRequest }>('/v1/payouts', { schema: { body: payoutBody } }, (request, reply) =>
    exchanges.serve(request, reply, { operation: 'payout', last4: null, work: () => payOut(bank, request.body) }),
  );

  app.get<{ Params: { reference: string } }>('/v1/payouts/:reference', (request, reply) => {
    const work = () => lookUpPayout(bank, request.params.reference);
    return exchanges.serve(request, reply, { operation: 'lookup', last4: null, work });
  });

  app.get<{ Params: { reference: string } }>('/v1/operations/:reference', (request, reply) => {
    const { reference } = request.params;
    return exchanges.serve(request, reply, { operation: 'lookup', last4: last4Of(reference), work: () => lookUp(bank, reference) });
  });
}
