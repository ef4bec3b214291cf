import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';

/** A secret under the vault's key; only `endpointSecrets.ts` opens it. */
export interface SealedSecret {
  readonly kekId: string;
  readonly wrapped: Buffer;
}

/** Someone's address that is told of events. */
export interface WebhookEndpoint {
  readonly tenantId: number;
  readonly id: Id<'we'>;
  readonly version: number;
  readonly url: string;
  readonly enabledEvents: readonly string[];
  readonly apiVersion: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly status: 'enabled' | 'disabled';
  readonly deleted: boolean;
  /** Null once it is deleted. */
  readonly secret: SealedSecret | null;
  /** The request that made the secret, and whose repeat is shown it again. */
  readonly secretRequestId: string | null;
  /** The secret before, and until when it signs as well. */
  readonly previousSecret: (SealedSecret & { readonly until: Date }) | null;
  readonly lastSuccessAt: Date | null;
  /** Since when no try has succeeded; null while the last one did, or none was made. */
  readonly failingSince: Date | null;
  readonly lastError: string | null;
  readonly created: Date;
}
