import { type Random, randomText } from '../../platform/random.ts';
import type { Sql } from '../../platform/transaction.ts';
import type { VaultAccess } from '../../vault/index.ts';
import type { SealedSecret, WebhookEndpoint } from './webhookEndpoint.ts';
import { endpointsUnderOtherKeks, exchangeSecretWrapping } from './webhookEndpoints.store.ts';

export type SecretKeys = VaultAccess['keys'];

/** 32 characters of 62 are 190 bits. */
const SECRET_LENGTH = 32;

interface Owner {
  readonly tenantId: number;
  readonly id: string;
}
const contextOf = ({ tenantId, id }: Owner): string => `webhook secret:${tenantId}:${id}`;

export const makeEndpointSecret = (random: Random): string => `whsec_${randomText(random, SECRET_LENGTH)}`;

/** Puts a secret under the newest key outside of the database. It opens for this endpoint only. */
export const sealSecret = (keys: SecretKeys, owner: Owner, secret: string): Promise<SealedSecret> =>
  keys.wrap(Buffer.from(secret), contextOf(owner));

const open = async (keys: SecretKeys, owner: Owner, sealed: SealedSecret): Promise<string> =>
  (await keys.unwrap(sealed, contextOf(owner))).toString();

/** The secrets that sign at a moment, newest first: two for a while after one was replaced. */
export async function secretsInForce(keys: SecretKeys, endpoint: WebhookEndpoint, now: Date): Promise<string[]> {
  const { secret, previousSecret } = endpoint;
  const old = previousSecret !== null && previousSecret.until > now ? [previousSecret] : [];
  return Promise.all([...(secret === null ? [] : [secret]), ...old].map((sealed) => open(keys, endpoint, sealed)));
}

/**
 * The endpoint's secret for whoever made it: the request that did, or a repeat of it with the same Idempotency-Key. The stored answer does
 * not hold the secret, so it is put in again, as long as it has not been replaced or deleted.
 */
export async function secretFor(keys: SecretKeys, endpoint: WebhookEndpoint | undefined, requestId: string): Promise<{ secret?: string }> {
  if (endpoint?.secret == null || endpoint.secretRequestId !== requestId) return {};
  return { secret: await open(keys, endpoint, endpoint.secret) };
}

/** Moves secrets to the vault's newest key, as cards are moved; the old key is then needed by backups only. */
export async function rewrapSecrets(sql: Sql, keys: SecretKeys): Promise<void> {
  const newest = (await keys.kekIds()).at(-1) ?? '';
  for (const endpoint of await endpointsUnderOtherKeks(sql, newest)) {
    const again = async <S extends SealedSecret>(sealed: S | null): Promise<S | null> =>
      sealed && { ...sealed, ...(await sealSecret(keys, endpoint, await open(keys, endpoint, sealed))) };
    const [secret, previousSecret] = [await again(endpoint.secret), await again(endpoint.previousSecret)];
    await exchangeSecretWrapping(sql, endpoint, { ...endpoint, secret, previousSecret });
  }
}

/** Whether a secret opens with the keys that are there; for whoever checks that they are the right ones. */
export const secretOpens = (keys: SecretKeys, owner: Owner, sealed: SealedSecret): Promise<boolean> =>
  open(keys, owner, sealed).then(
    () => true,
    () => false,
  );
