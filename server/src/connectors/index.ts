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
  ReverseAnswer,
} from './port.ts';
export { openProvider, type Provider } from './shell.ts';
