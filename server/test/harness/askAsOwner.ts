import { type Owned, signIn } from './signIn.ts';

const signedIn = new WeakMap<Owned, ReturnType<typeof signIn>>();

/** Asks what only people may, as the owner in their browser; a body is posted. */
export async function askAsOwner<T>(server: Owned, path: string, body?: object): Promise<{ readonly status: number; readonly body: T }> {
  const headers = signedIn.get(server) ?? signIn(server);
  signedIn.set(server, headers);
  const response = await fetch(server.base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(await headers), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** An account at a provider is added by the owner, as the first that is asked. */
export async function addProviderAccount(server: Owned, terms: object): Promise<string> {
  const made = await askAsOwner<{ id: string }>(server, '/guichet/v1/provider_accounts', {
    ...{ connector: 'stripe', name: 'Upstream', methods: ['card'] },
    ...terms,
  });
  if (made.status !== 200) throw new Error(`The account was refused: ${JSON.stringify(made.body)}`);
  const first = await askAsOwner(server, `/guichet/v1/provider_accounts/${made.body.id}`, { position: 0 });
  if (first.status !== 200) throw new Error(`The account was not put first: ${JSON.stringify(first.body)}`);
  return made.body.id;
}
