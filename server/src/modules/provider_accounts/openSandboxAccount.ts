import type { Connector } from '../../connectors/index.ts';
import { SYSTEM_ACTOR } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { SANDBOX } from './providerAccount.ts';
import { insertAccount, lockAccounts } from './providerAccounts.store.ts';
import { methodsOf } from './routing.rules.ts';

/** Gives a place in test mode its account at the sandbox bank. A repeat changes nothing, also when the account is disabled. */
export async function openSandboxAccount(
  tx: Transaction,
  makeId: MakeId,
  connector: Connector,
  tenantId: number,
  now: Date,
): Promise<void> {
  const { livemode } = await readTenant(tx, tenantId);
  if (livemode) return;
  const accounts = await lockAccounts(tx, tenantId);
  if (accounts.some((account) => account.connector === SANDBOX)) return;
  await insertAccount(tx, {
    ...{ tenantId, id: makeId('pacc'), version: 1, connector: SANDBOX, name: 'Sandbox bank', baseUrl: null, secret: null },
    ...{ secretLast4: null, methods: methodsOf(connector), currencies: [], position: 0, fees: [], disputeFees: [], active: true, livemode },
    ...{ cards: 'raw', publishableKey: null },
    ...{ createdBy: SYSTEM_ACTOR.id, created: now },
  });
}
