export { type Attempt, type AttemptKind, type AttemptOutcome, type SettledOutcome } from './attempt.ts';
export { type AttemptHandler, Attempts, type Moment } from './attempts.ts';
export { attemptsOfIntent, insertAttempts } from './attempts.store.ts';
