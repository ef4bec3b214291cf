import type { WholeServer } from './wholeServer.ts';

type Headers = Readonly<Record<string, string>>;

const PASSWORD = 'tangerine 47 lamp';

/** Asks as a browser does, and answers status and body. */
export async function asBrowser<T>(
  base: string,
  headers: Headers,
  path: string,
  { method, body }: { method?: string; body?: object } = {},
): Promise<{ readonly status: number; readonly body: T; readonly headers: globalThis.Headers }> {
  const response = await fetch(base + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T, headers: response.headers };
}

/** Invites somebody and lets them come in: the headers of their browser. `by` is the browser of who invites. */
export async function newMember({ base }: Pick<WholeServer, 'base'>, by: Headers, name: string, role: string): Promise<Headers> {
  const email = `${name.toLowerCase()}@example.com`;
  const invited = await asBrowser<{ url: string }>(base, by, '/guichet/v1/invitations', { body: { email, role, language: 'en' } });
  if (invited.status !== 200) throw new Error(`The invitation was refused: ${JSON.stringify(invited.body)}`);
  const token = new URL(invited.body.url).hash.slice(1);
  const accepted = await asBrowser(base, { origin: base }, '/guichet/v1/invitations/accept', {
    body: { token, name, password: PASSWORD, language: 'en' },
  });
  if (accepted.status !== 200) throw new Error(`The invitation was not accepted: ${JSON.stringify(accepted.body)}`);
  const cookie = accepted.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  return { ...by, cookie };
}
