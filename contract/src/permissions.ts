/** What a person or a key may do. A route names the one that it needs; a role is a set of them. */
export const PERMISSIONS = [
  'activity.read',
  'api_keys.write',
  'backups.read',
  'balance.read',
  'bank_accounts.write',
  'customers.read',
  'customers.write',
  'disputes.write',
  'events.read',
  'fiscal.manage',
  'messages.read',
  'payments.read',
  'payments.write',
  'payouts.read',
  'payouts.write',
  'providers.write',
  'records.write',
  'refunds.write',
  'webhooks.read',
  'webhooks.write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['owner', 'admin', 'manager', 'cashier', 'analyst', 'developer'] as const;
export type Role = (typeof ROLES)[number];

const READ_ALL: readonly Permission[] = ['balance.read', 'customers.read', 'events.read', 'messages.read', 'payments.read', 'payouts.read'];
const SELL: readonly Permission[] = [
  'customers.read',
  'customers.write',
  'messages.read',
  'payments.read',
  'payments.write',
  'records.write',
];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  manager: [...READ_ALL, ...SELL, 'disputes.write', 'refunds.write', 'activity.read', 'fiscal.manage'],
  cashier: SELL,
  analyst: READ_ALL,
  developer: [...READ_ALL, 'api_keys.write', 'webhooks.read', 'webhooks.write'],
};
