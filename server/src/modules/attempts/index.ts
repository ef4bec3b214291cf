export type { Attempt, AttemptKind, AttemptOutcome, PendingOutcome, SettledOutcome } from './attempt.ts';
export { attemptsOfIntent, findAttempt, insertAttempts, isBeingAuthorised } from './attempts.store.ts';
export { type AttemptHandler, Attempts, type Moment } from './attempts.ts';
