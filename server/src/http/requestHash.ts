import { createHmac, type KeyObject } from 'node:crypto';
import { type Decoded, isDecodedObject } from './decoded.ts';

/** Security codes may not be kept in any form, so what is stored must not depend on them. */
const NEVER_HASHED = 'cvc';

function canonical(value: Decoded): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isDecodedObject(value)) return value;
  const names = Object.keys(value).filter((name) => name !== NEVER_HASHED);
  return names.sort().map((name) => [name, canonical(value[name] ?? null)]);
}

export interface HashedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Decoded;
  readonly body: Decoded;
}

/**
 * Tells requests apart that come with the same Idempotency-Key; the order of parameters doesn't matter. It is keyed because parameters
 * may hold a card number, and a plain hash of one is undone by trying all numbers (PCI DSS 4.0.1, 3.5.1.1).
 */
export function requestHash(key: KeyObject, { method, path, query, body }: HashedRequest): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([method, path, canonical(query), canonical(body)]))
    .digest();
}
