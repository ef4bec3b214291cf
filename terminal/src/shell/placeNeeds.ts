import type { Permission } from '@guichet/contract/permissions.ts';

/** What a place is shown for: one permission, or any of several. */
export type Needs = Permission | readonly Permission[];

/** The page shows whichever of its parts one may change. */
export const COUNTER_SETTINGS: Needs = ['presets.write', 'fields.write', 'providers.write'];

/** Who decides, and who sets above which amounts. Who only asks is led there by what waits. */
export const APPROVALS: Needs = ['approvals.write', 'business.write'];

export const isOpenTo = (permissions: readonly Permission[], needs: Needs): boolean =>
  [needs].flat().some((permission) => permissions.includes(permission));
