import { type AddressInput, wholeAddress } from '@guichet/contract/address.ts';
import type { RequestContext } from '../../platform/context.ts';
import { oneLine } from '../../platform/oneLine.ts';
import { readTenant, type Tenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { BusinessProfile } from './business.ts';
import { lockPlace, readProfile, writePlace, writeProfile } from './businessProfiles.store.ts';
import { changedLegal, type LegalInput } from './checkLegal.rules.ts';

/** What is not given stays; null unsets. */
export interface BusinessInput {
  readonly business_name?: string | undefined;
  readonly time_zone?: string | undefined;
  readonly statement_descriptor?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly website?: string | null | undefined;
  readonly address?: AddressInput | undefined;
  readonly legal?: LegalInput | undefined;
  readonly accent?: string | null | undefined;
}

const kept = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given);

const typed = (given: string | null | undefined): string | null | undefined => (typeof given === 'string' ? oneLine(given) || null : given);

type State = Pick<Tenant, 'businessName' | 'timeZone' | 'statementDescriptor'> & BusinessProfile;

function changed(before: State, country: string, input: BusinessInput): State {
  return {
    ...before,
    businessName: typed(input.business_name) ?? before.businessName,
    timeZone: kept(input.time_zone, before.timeZone),
    statementDescriptor: kept(input.statement_descriptor, before.statementDescriptor),
    email: kept(input.email, before.email),
    phone: kept(typed(input.phone), before.phone),
    website: kept(input.website, before.website),
    address: input.address === undefined ? before.address : wholeAddress({ ...before.address, ...input.address }),
    legal: input.legal === undefined ? before.legal : changedLegal(before.legal, input.legal, country),
    accent: kept(input.accent, before.accent),
  };
}

/** What was there and what is there now, of each field that is another: a day's reports depend on the zone. */
function differences(before: State, after: State): Record<string, string> {
  const names = Object.keys(after) as (keyof State)[];
  const told = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  const differing = names.filter((name) => told(before[name]) !== told(after[name]));
  return Object.fromEntries(
    differing.flatMap((name) => [
      [`${name}_before`, told(before[name])],
      [name, told(after[name])],
    ]),
  );
}

/** Changes what the place says of itself. Messages that were sent before keep what they said. */
export async function changeBusiness(
  tx: Transaction,
  parts: Pick<UseCaseParts, 'recordActivity'>,
  context: RequestContext,
  input: BusinessInput,
): Promise<void> {
  const { tenantId, account } = context.caller;
  await lockPlace(tx, tenantId);
  const [{ country, businessName, timeZone, statementDescriptor }, profile] = await Promise.all([
    readTenant(tx, tenantId),
    readProfile(tx, tenantId),
  ]);
  const before = { ...profile, businessName, timeZone, statementDescriptor };
  const after = changed(before, country, input);
  const details = differences(before, after);
  if (Object.keys(details).length === 0) return;
  await writePlace(tx, tenantId, after);
  await writeProfile(tx, tenantId, after, context.now);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'business.update', target: account, details });
}
