import type { OutwardClient } from '../../platform/outwardClient.ts';
import type { Random } from '../../platform/random.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import type { SecretKeys } from './endpointSecrets.ts';

/** What the use cases of webhooks work with. */
export interface WebhookParts extends UseCaseParts {
  readonly database: Database;
  readonly random: Random;
  readonly keys: SecretKeys;
  readonly client: OutwardClient;
}
