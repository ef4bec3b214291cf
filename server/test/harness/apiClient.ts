/** What a server answered: `text` is the body byte for byte. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  // Tests look into bodies of all shapes; what isn't there makes them fail.
  readonly body: Record<string, never> & { readonly id: string; readonly status: string; readonly error: WireError };
  readonly headers: Headers;
}

interface WireError {
  readonly code: string;
  readonly message: string;
  readonly payment_intent: { readonly id: string; readonly status: string };
}

export interface ApiAccess {
  readonly base: string;
  /** A secret key. */
  readonly key: string;
}

async function call({ base, key }: ApiAccess, path: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(base + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Answered['body'], headers: response.headers };
}

export const getFrom = (api: ApiAccess, path: string, signal?: AbortSignal): Promise<Answered> =>
  call(api, path, { signal: signal ?? null });

/** Sends a form as Stripe's clients do, with an Idempotency-Key where one is given. */
export const postTo = (
  api: ApiAccess,
  path: string,
  form: Readonly<Record<string, string>>,
  idempotencyKey?: string,
  signal?: AbortSignal,
): Promise<Answered> =>
  call(api, path, {
    signal: signal ?? null,
    method: 'POST',
    body: new URLSearchParams(form),
    ...(idempotencyKey === undefined ? {} : { headers: { 'idempotency-key': idempotencyKey } }),
  });

/** Every object of a list, page after page, newest first. */
export async function listAll<T extends { readonly id: string }>(api: ApiAccess, path: string): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const { status, text } = await getFrom(api, `${path}?limit=100${after === undefined ? '' : `&starting_after=${after}`}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    const page = JSON.parse(text) as { data: T[]; has_more: boolean };
    all.push(...page.data);
    if (!page.has_more) return all;
  }
}
