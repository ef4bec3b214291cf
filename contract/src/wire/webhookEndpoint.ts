import type { Metadata } from './common.ts';

export interface WireWebhookEndpoint {
  readonly id: string;
  readonly object: 'webhook_endpoint';
  readonly api_version: string | null;
  readonly application: null;
  readonly created: number;
  readonly description: string | null;
  readonly enabled_events: string[];
  readonly livemode: boolean;
  readonly metadata: Metadata;
  /** Only in the answer to the request that made it. */
  readonly secret?: string;
  readonly status: 'enabled' | 'disabled';
  readonly url: string;
}
