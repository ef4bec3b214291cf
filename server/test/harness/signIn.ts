import type { WholeServer } from './wholeServer.ts';

/** A server with an owner, within this process or beside it. */
export type Owned = Pick<WholeServer, 'base' | 'owner'>;

/** The headers of the owner's browser, on the phone with somebody. */
export async function signIn({ base, owner }: Owned): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${base}/guichet/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const session = await fetch(`${base}/guichet/v1/session`, { headers: { cookie } });
  const { account } = (await session.json()) as { account: { id: string } };
  return { cookie, origin: base, 'guichet-account': account.id, 'guichet-mode': 'test', 'guichet-channel': 'phone' };
}
