export { acceptanceHandler, evidenceHandler } from './answerDispute.ts';
export { assertAnswerable } from './dispute.rules.ts';
export type { Dispute } from './dispute.ts';
export { shownDispute } from './disputedCharge.ts';
export {
  debitReturnedHandler,
  disputeClosedHandler,
  disputeEscalatedHandler,
  disputeOpenedHandler,
  disputeSubmittedHandler,
} from './disputeNotices.ts';
export { disputeRoutes } from './disputes.routes.ts';
export { type DisputeFilter, disputesOfIntents, enclosedFiles, findDisputes, listDisputes } from './disputes.store.ts';
export { disputeViews } from './disputeViews.ts';
export { eraseUnusedEvidence } from './eraseUnusedEvidence.ts';
