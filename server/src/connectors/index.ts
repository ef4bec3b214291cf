export type {
  Approval,
  AuthoriseOutcome,
  AuthoriseRequest,
  CardAnswer,
  CardRegion,
  Connector,
  DebitOutcome,
  DebitRequest,
  Decline,
  EntryMode,
  FeeRow,
  FeeSchedule,
  FollowUpOutcome,
  FollowUpRequest,
  LookUpAnswer,
  Outcome,
  PayoutRequest,
  ProviderAccount,
  ProviderNotice,
  ReverseAnswer,
} from './port.ts';
export { FAILURE_MESSAGES, type ReturnMeaning, returnMeaning } from './returnCodes.ts';
export { longestAnswerMs, openProvider, type Provider, type SealedDestination } from './shell.ts';
