/** What a person or a key may do. A route names the one that it needs; a role is a set of them. */
export const PERMISSIONS = [
  'activity.read',
  'api_keys.write',
  'approvals.write',
  'backups.read',
  'balance.read',
  'bank_accounts.write',
  'business.write',
  'customers.read',
  'customers.write',
  'disputes.write',
  'events.read',
  'fields.write',
  'fiscal.manage',
  'messages.read',
  'payments.read',
  'payments.write',
  'payouts.read',
  'payouts.write',
  'presets.write',
  'privacy.manage',
  'products.read',
  'products.write',
  'providers.write',
  'records.write',
  'refunds.write',
  'reports.export',
  'reports.read',
  'sign_in.manage',
  'team.write',
  'webhooks.read',
  'webhooks.write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Those that reach all modes of an account: both have the same team. */
export const ACCOUNT_PERMISSIONS: ReadonlySet<Permission> = new Set<Permission>(['sign_in.manage', 'team.write']);

export const ROLES = ['owner', 'admin', 'manager', 'cashier', 'analyst', 'developer'] as const;
export type Role = (typeof ROLES)[number];

/** What a member is: one of the six, or of a role that the place made for itself. */
export type MemberRole = Role | 'own';

/** The roles that a place may ask for a second factor; in live mode they always need one (PCI DSS 8.4.2). */
export const SECOND_FACTOR_ROLES = ['owner', 'admin', 'manager'] as const satisfies readonly Role[];

const REPORTS: readonly Permission[] = ['reports.export', 'reports.read'];
const READ_ALL: readonly Permission[] = [
  'balance.read',
  'customers.read',
  'events.read',
  'messages.read',
  'payments.read',
  'payouts.read',
  ...REPORTS,
  'products.read',
];
const SELL: readonly Permission[] = [
  'customers.read',
  'customers.write',
  'messages.read',
  'payments.read',
  'payments.write',
  'products.read',
  'records.write',
];

/** What is sold, how it is asked for, and what is asked besides. */
const SHAPE_THE_COUNTER: readonly Permission[] = ['fields.write', 'presets.write', 'products.write'];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  manager: [
    ...READ_ALL,
    ...SELL,
    'disputes.write',
    'refunds.write',
    'approvals.write',
    'activity.read',
    'fiscal.manage',
    ...SHAPE_THE_COUNTER,
  ],
  cashier: SELL,
  analyst: READ_ALL,
  developer: [...READ_ALL, 'api_keys.write', 'webhooks.read', 'webhooks.write'],
};

/**
 * What a role may be made of that sees only its own payments, or no contact details: everything behind these permissions is narrowed and masked.
 * What tells of all payments together, or leaves in files and messages to programs, is not among them.
 */
export const SIGHTED_PERMISSIONS: readonly Permission[] = [
  'customers.read',
  'customers.write',
  'messages.read',
  'payments.read',
  'payments.write',
  'products.read',
  'records.write',
  'refunds.write',
];
