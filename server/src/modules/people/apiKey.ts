import type { Id } from '@guichet/contract/ids.ts';
import type { Rights } from './rights.rules.ts';

export interface ApiKey extends Rights {
  readonly tenantId: number;
  readonly id: Id<'key'>;
  readonly name: string;
  readonly type: 'secret' | 'publishable';
  /** The whole key, where it is no secret: pages hold it, and people copy it. */
  readonly shown: string | null;
  /** Keyed hash of the secret, which is nowhere else. */
  readonly hash: Buffer;
  readonly last4: string;
  // Its rights are never more than its maker had when it was made.
  readonly created: Date;
  readonly createdBy: { readonly id: string; readonly name: string } | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** What a presented key stands for. */
export interface KnownKey extends Pick<ApiKey, 'tenantId' | 'id' | 'name' | 'type' | keyof Rights | 'lastUsedAt' | 'revokedAt'> {
  readonly account: Id<'acct'>;
  readonly livemode: boolean;
}
