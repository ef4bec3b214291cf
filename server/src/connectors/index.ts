export type {
  Approval,
  AuthoriseOutcome,
  AuthoriseRequest,
  CardAnswer,
  Connector,
  Decline,
  EntryMode,
  FeeSchedule,
  FollowUpOutcome,
  FollowUpRequest,
  LookUpAnswer,
  Outcome,
  ProviderAccount,
  ProviderNotice,
  ReverseAnswer,
} from './port.ts';
export { longestAnswerMs, openProvider, type Provider } from './shell.ts';
