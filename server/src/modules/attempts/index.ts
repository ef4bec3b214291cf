export type {
  AnyAttempt,
  Asked,
  Attempt,
  AttemptKind,
  AttemptOutcome,
  PaymentAttemptKind,
  PendingOutcome,
  SettledOutcome,
  SetupAttempt,
} from './attempt.ts';
export { attemptsOfIntent, findAttempt, insertAttempts, isBeingAuthorised, knownAttempts, readAttempt } from './attempts.store.ts';
export { type AttemptHandler, Attempts, type Moment } from './attempts.ts';
