import type { Permission } from '@guichet/contract/permissions.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What the six are for, beside their names. */
export const ROLE_PURPOSES: Readonly<Record<string, MessageDescriptor>> = {
  owner: msg`Everything, other owners included.`,
  admin: msg`Everything but making and removing owners.`,
  manager: msg`Takes payments, gives money back, answers disputes, sees the balance and the activity.`,
  cashier: msg`Takes payments, records cash, and looks after customers.`,
  analyst: msg`Sees payments, customers and the balance, and changes nothing.`,
  developer: msg`Sees payments and the balance, and makes API keys and webhooks.`,
};

const WORDS: Readonly<Record<Permission, MessageDescriptor>> = {
  'payments.read': msg`See payments`,
  'payments.write': msg`Take payments`,
  'records.write': msg`Record cash, cheques and transfers`,
  'refunds.write': msg`Give money back`,
  'approvals.write': msg`Approve what others ask for`,
  'customers.read': msg`See customers`,
  'customers.write': msg`Add and change customers`,
  'messages.read': msg`See the outbox`,
  'products.read': msg`See items`,
  'products.write': msg`Change items`,
  'presets.write': msg`Change the presets of the counter`,
  'fields.write': msg`Change what the counter asks for`,
  'disputes.write': msg`Answer disputes`,
  'reports.read': msg`See Home and reports`,
  'reports.export': msg`Take reports away as files`,
  'balance.read': msg`See the balance`,
  'payouts.read': msg`See payouts and bank accounts`,
  'payouts.write': msg`Pay out and change the schedule`,
  'bank_accounts.write': msg`Change bank accounts`,
  'fiscal.manage': msg`Close the till`,
  'activity.read': msg`See who did what`,
  'events.read': msg`See events`,
  'business.write': msg`Change the business and its receipts`,
  'privacy.manage': msg`Erase customers and hand out what is stored about them`,
  'team.write': msg`Invite people and change roles`,
  'sign_in.manage': msg`Look after the sign-in of colleagues`,
  'providers.write': msg`Change providers`,
  'api_keys.write': msg`Make and revoke API keys`,
  'webhooks.read': msg`See webhooks`,
  'webhooks.write': msg`Change webhooks`,
  'backups.read': msg`See backups`,
};

/** What each permission lets somebody do, in the order in which they are offered. */
export const PERMISSION_WORDS = Object.entries(WORDS).map(([permission, words]) => ({ permission: permission as Permission, words }));
