import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a digest of a line covers, as PostgreSQL gives it back: jsonb as text, the time in microseconds. */
export interface SealableLine {
  readonly id: string;
  readonly atMicros: bigint;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly details: string;
  readonly personal: string;
}

/** A link of the chain without its MAC. */
export interface UnsealedLink {
  readonly tenantId: number;
  readonly sequence: bigint;
  readonly lineIds: readonly string[];
  readonly digests: Buffer;
  readonly sealedAt: Date;
}

export interface Link extends UnsealedLink {
  readonly mac: Buffer;
}

/** The end of the chain. */
export interface Head {
  readonly tenantId: number;
  readonly sequence: bigint;
  readonly sealedAt: Date;
  readonly lastMac: Buffer;
  readonly mac: Buffer;
}

export const DIGEST_BYTES = 32;

// JSON keeps neighbouring values apart, so that no two different inputs give the same text.
const textOf = (...values: readonly (string | number | null | readonly string[])[]): string => JSON.stringify(values);

export function lineDigest(tenantId: number, line: SealableLine): Buffer {
  const { id, atMicros, actorKind, actorId, actorName, action, target, details, personal } = line;
  const text = textOf('line 1', tenantId, id, String(atMicros), actorKind, actorId, actorName, action, target, details, personal);
  return createHash('sha256').update(text).digest();
}

/** The salt makes a short value (a name, an address) unguessable from its digest once value and salt are erased. */
export const personalDigest = (salt: Buffer, value: string): string => createHash('sha256').update(salt).update(value).digest('hex');

export function linkMac(key: Buffer, link: UnsealedLink, macBefore: Buffer): Buffer {
  const { tenantId, sequence, lineIds, digests, sealedAt } = link;
  const text = textOf(
    'link 1',
    tenantId,
    String(sequence),
    macBefore.toString('hex'),
    lineIds,
    digests.toString('hex'),
    sealedAt.toISOString(),
  );
  return createHmac('sha256', key).update(text).digest();
}

export function headMac(key: Buffer, { tenantId, sequence, sealedAt, lastMac }: Omit<Head, 'mac'>): Buffer {
  return createHmac('sha256', key)
    .update(textOf('head 1', tenantId, String(sequence), sealedAt.toISOString(), lastMac.toString('hex')))
    .digest();
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** The head of a chain that has no link yet. */
export function firstHead(key: Buffer, tenantId: number): Head {
  const head = { tenantId, sequence: 0n, sealedAt: new Date(0), lastMac: Buffer.alloc(DIGEST_BYTES) };
  return { ...head, mac: headMac(key, head) };
}
