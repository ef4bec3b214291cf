import type Stripe from 'stripe';
import type { CardData } from '../../vault/index.ts';
import type {
  CardAnswer,
  FormFields,
  HttpAnswer,
  HttpCall,
  LookUpAnswer,
  NextStep,
  ReverseAnswer,
  VerifyOutcome,
  VerifyRequest,
} from '../port.ts';
import { errorAnswer, type SetupAnswer, setupAnswer } from './answers.ts';
import { cardFields, REFERENCE } from './calls.ts';
import { checksOf, declineOf, isOurs, isUnknown, NO_ANSWER, read, refusalOf, turnedAway, type Unknown, unknown } from './outcomes.ts';

// A card is verified as it is charged: an intent is made without it, which can be found again, then it is confirmed with the card.

interface Asked {
  readonly reference: string;
}
type Step = VerifyOutcome | NextStep<VerifyOutcome>;

const keyed = (key: string) => ({ 'idempotency-key': key });
const at = (id: string): string => `/v1/setup_intents/${encodeURIComponent(id)}`;

export function createSetup({ reference }: Asked): HttpCall {
  const form = {
    allowed_payment_method_types: ['card'],
    metadata: { [REFERENCE]: reference },
  } satisfies Stripe.SetupIntentCreateParams;
  return { method: 'POST', path: '/v1/setup_intents', form, headers: keyed(reference) };
}

function confirmSetup(id: string, request: VerifyRequest & { readonly card: CardData }): HttpCall {
  const options = { card: { moto: true } } satisfies Stripe.SetupIntentConfirmParams.PaymentMethodOptions;
  const form = {
    expand: ['payment_method'],
    ...(request.entry.startsWith('moto') && { payment_method_options: options }),
  } satisfies Stripe.SetupIntentConfirmParams;
  return {
    method: 'POST',
    path: `${at(id)}/confirm`,
    form: { ...(form as FormFields), payment_method_data: cardFields(request) },
    headers: keyed(`${request.reference}_confirm`),
  };
}

export const getSetup = (id: string): HttpCall => ({ method: 'GET', path: `${at(id)}?expand[]=payment_method` });

/** The intent that was made for a request, or found again by its key. */
export function readMadeSetup(answer: HttpAnswer, { reference }: Asked): SetupAnswer | Unknown {
  const setup = read(setupAnswer, answer);
  return isUnknown(setup) || isOurs(setup, reference) ? setup : unknown('the answer belongs to another reference');
}

const UNCONFIRMED: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation']);

export function readSetupMade(answer: HttpAnswer, request: VerifyRequest & { readonly card: CardData }): Step {
  const refusal = refusalOf(answer, [400]);
  if (refusal !== null) return turnedAway(refusal);
  const setup = readMadeSetup(answer, request);
  if (isUnknown(setup)) return setup;
  if (!UNCONFIRMED.has(setup.status)) return unknown(`a verification that was just made is ${setup.status}`);
  return { next: confirmSetup(setup.id, request), read: (confirmed) => readConfirmed(confirmed, setup.id, request.reference) };
}

const CARD_REFUSED = 402;

function readConfirmed(answer: HttpAnswer, id: string, reference: string): VerifyOutcome {
  if (answer.status === CARD_REFUSED) {
    const { data } = errorAnswer.safeParse(answer.body);
    const about = data?.error.setup_intent;
    const isAbout = about?.id === id && isOurs({ metadata: about.metadata ?? {} }, reference);
    if (data?.error.type !== 'card_error' || !isAbout) return unknown('unreadable refusal');
    return { result: 'declined', decline: declineOf(data.error, null) };
  }
  const refusal = refusalOf(answer);
  if (refusal !== null) return turnedAway(refusal);
  const setup = readSame(answer, id, reference);
  if (isUnknown(setup)) return setup;
  const standing = standingOf(setup);
  return standing === 'nothing' ? unknown(`a verification that was confirmed is ${setup.status}`) : standing;
}

function readSame(answer: HttpAnswer, id: string, reference: string): SetupAnswer | Unknown {
  const setup = read(setupAnswer, answer);
  if (isUnknown(setup)) return setup;
  return setup.id === id && isOurs(setup, reference) ? setup : unknown('the answer belongs to another reference');
}

/** A payer who would have to prove themselves cannot be sent anywhere, so that the card is refused. Nothing stands behind it. */
const WANTS_PAYER = { code: 'authentication_required', decline_code: 'authentication_required' };

function standingOf(setup: SetupAnswer): VerifyOutcome | 'nothing' {
  switch (setup.status) {
    case 'succeeded':
      // The network's id of a verification is not told; the provider's own name says at least that there was one.
      return { result: 'approved', approval: { networkTransactionId: setup.id, card: cardOf(setup) } };
    case 'requires_action':
      return { result: 'declined', decline: declineOf(WANTS_PAYER, null) };
    case 'requires_payment_method':
      return setup.last_setup_error ? { result: 'declined', decline: declineOf(setup.last_setup_error, null) } : 'nothing';
    case 'requires_confirmation':
      return 'nothing';
    case 'canceled':
      return { result: 'failed', reason: 'canceled' };
    default:
      return unknown(`the verification is ${setup.status}`);
  }
}

function cardOf({ payment_method: method }: SetupAnswer): CardAnswer {
  const card = typeof method === 'object' ? method?.card : null;
  if (!card) return NO_ANSWER;
  const networks = card.networks?.available ?? [];
  const { country = null, funding = null } = card;
  return { checks: checksOf(card.checks), country, funding, network: networks[0] ?? null, networks };
}

export function readSetupStanding(answer: HttpAnswer, id: string, reference: string): LookUpAnswer {
  const setup = readSame(answer, id, reference);
  if (isUnknown(setup)) return { found: 'unknown', reason: setup.reason };
  const standing = standingOf(setup);
  if (standing === 'nothing') return { found: 'nothing' };
  return standing.result === 'unknown' ? { found: 'unknown', reason: standing.reason } : { found: 'operation', outcome: standing };
}

const open = (reason: string): ReverseAnswer => ({ answer: 'unknown', reason });

/** A canceled one is the tombstone of a confirmation that comes late; one that cannot be canceled any more was confirmed after all. */
export function readSetupReversal(answer: HttpAnswer, { reference }: Asked): NextStep<ReverseAnswer> | ReverseAnswer {
  const made = readMadeSetup(answer, { reference });
  if (isUnknown(made)) return open(made.reason);
  const { id } = made;
  const readEnd = (one: HttpAnswer): ReverseAnswer => {
    const setup = readSame(one, id, reference);
    if (isUnknown(setup)) return open(setup.reason);
    if (setup.status === 'canceled') return { answer: 'undone' };
    return setup.status === 'succeeded' ? { answer: 'stands' } : open(`the verification is ${setup.status}`);
  };
  const cancel: HttpCall = { method: 'POST', path: `${at(id)}/cancel`, form: {} satisfies Stripe.SetupIntentCancelParams };
  const isRefused = (one: HttpAnswer): boolean => one.status === 400 && errorAnswer.safeParse(one.body).success;
  return { next: cancel, read: (canceled) => (isRefused(canceled) ? { next: getSetup(id), read: readEnd } : readEnd(canceled)) };
}
