/** The server understood the request and said no. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: string;
  readonly declineCode: string | null;
  readonly param: string | null;
  readonly message: string;
  readonly paymentIntent: string | null;
  /** What waits for another person's approval now. */
  readonly approval?: string;
}

/**
 * `lost`: no answer came, or that of a proxy whose server is not there, so nobody here knows whether it was done. `broken`: an answer that says
 * nothing of the outcome (500, a foreign page); where the server itself says what broke, it has a code.
 */
export type Failure =
  | Refused
  | { readonly kind: 'lost'; readonly timedOut: boolean }
  | { readonly kind: 'broken'; readonly status: number; readonly code?: string };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Carries a failure through code that speaks in exceptions: queries and their screens. */
export class ApiFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === 'refused' ? failure.message : failure.kind);
    this.name = 'ApiFailure';
    this.failure = failure;
  }
}

/** Whether the server said no: asked again, it would say the same. */
export const isRefusal = (error: unknown): boolean => error instanceof ApiFailure && error.failure.kind === 'refused';

/** Whether the server refused what was answered to one of the place's own fields, which are metadata to it: somebody has changed what is asked. */
export const wantsAnswer = (failure: Failure): boolean => failure.kind === 'refused' && failure.param?.startsWith('metadata[') === true;

export function orThrow<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
  return outcome.value;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** With these a proxy says that the server is not there. Where the server itself answers so, it does in the API's own shape. */
const NOT_THERE = new Set([502, 503, 504]);

/** Reads an answer of 400 and above. Only the API's own error shape below 500 counts as a refusal. */
export function failureOf(status: number, body: unknown): Failure {
  const error = record(record(body).error);
  const code = text(error.code);
  if (NOT_THERE.has(status) && text(error.type) === null) return { kind: 'lost', timedOut: false };
  if (status >= 500 && error.type === 'api_error' && code !== null) return { kind: 'broken', status, code };
  if (status >= 500 || text(error.type) === null) return readForeign(status, body);
  const intent = error.payment_intent;
  return {
    kind: 'refused',
    status,
    code: code ?? String(error.type),
    declineCode: text(error.decline_code),
    param: text(error.param),
    message: text(error.message) ?? '',
    paymentIntent: text(intent) ?? text(record(intent).id),
    ...(typeof error.approval === 'string' && { approval: error.approval }),
  };
}

/** The sign-in library answers `{code, message}` without the shape of the API. */
function readForeign(status: number, body: unknown): Failure {
  const { code, message } = record(body);
  if (status >= 500 || typeof code !== 'string') return { kind: 'broken', status };
  return { kind: 'refused', status, code, declineCode: null, param: null, message: text(message) ?? '', paymentIntent: null };
}
