import type { ApiKeyView } from '@guichet/contract/terminal.ts';
import type { ApiKey } from './apiKey.ts';
import { ceilingsView } from './team.wire.ts';

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

export const apiKeyView = (key: ApiKey, livemode: boolean): ApiKeyView => ({
  id: key.id,
  name: key.name,
  type: key.type,
  last4: key.last4,
  livemode,
  created: seconds(key.created),
  created_by: key.createdBy,
  last_used: key.lastUsedAt && seconds(key.lastUsedAt),
  ceilings: ceilingsView(key.ceilings),
  revoked: key.revokedAt && seconds(key.revokedAt),
});
