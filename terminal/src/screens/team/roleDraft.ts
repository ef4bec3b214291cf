import { parseAmount } from '@guichet/contract/amounts.ts';
import { asCurrency } from '@guichet/contract/currencies.ts';
import { type Permission, SIGHTED_PERMISSIONS } from '@guichet/contract/permissions.ts';
import type { TeamRoleView } from '@guichet/contract/teamViews.ts';

export const CEILINGS = ['charge', 'day', 'refund'] as const;
export type Ceiling = (typeof CEILINGS)[number];

/** Ceilings as the texts that stand in their fields, empty where there is none. */
export type TypedCeilings = Readonly<Record<Ceiling, string>>;

export const NO_TYPED_CEILINGS: TypedCeilings = { charge: '', day: '', refund: '' };

/** A role while it is typed. */
export interface RoleDraft {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly own_payments: boolean;
  readonly hides_contacts: boolean;
  readonly ceilings: TypedCeilings;
}

/** What a cashier may do is what most roles begin with. */
const FIRST: readonly Permission[] = [
  'customers.read',
  'customers.write',
  'messages.read',
  'payments.read',
  'payments.write',
  'products.read',
  'records.write',
];

export function draftOf(role: TeamRoleView | null, typed: (amountMinor: number) => string): RoleDraft {
  const text = (amount: number | null | undefined): string => (amount === null || amount === undefined ? '' : typed(amount));
  return {
    name: role?.name ?? '',
    permissions: role?.permissions ?? FIRST,
    own_payments: role?.own_payments ?? false,
    hides_contacts: role?.hides_contacts ?? false,
    ceilings: { charge: text(role?.ceilings.charge), day: text(role?.ceilings.day), refund: text(role?.ceilings.refund) },
  };
}

/** A ceiling in minor units; null for none, undefined for what is no amount. */
export function readCeiling(text: string, currency: string): number | null | undefined {
  if (text.trim() === '') return null;
  const read = parseAmount(text, asCurrency(currency));
  return read.ok ? Number(read.money.amount) : undefined;
}

/** Ceilings as a request has them, without those that are empty; null while one of them is no amount. */
export function givenCeilings(typed: TypedCeilings, currency: string): Partial<Record<Ceiling, number>> | null {
  const read = CEILINGS.map((kind) => [kind, readCeiling(typed[kind], currency)] as const);
  if (read.some(([, amount]) => amount === undefined)) return null;
  return Object.fromEntries(read.filter(([, amount]) => amount !== null));
}

/** Who does not see everything cannot have what shows everything. */
export const isOffered = (permission: Permission, { own_payments: own, hides_contacts: hides }: RoleDraft): boolean =>
  !(own || hides) || SIGHTED_PERMISSIONS.includes(permission);

/** The role as the server takes it; null while something of it will not do. */
export function roleOf(draft: RoleDraft, currency: string) {
  const ceilings = Object.fromEntries(CEILINGS.map((kind) => [kind, readCeiling(draft.ceilings[kind], currency)]));
  const permissions = draft.permissions.filter((permission) => isOffered(permission, draft));
  const isFine = draft.name.trim() !== '' && permissions.length > 0 && !Object.values(ceilings).includes(undefined);
  return isFine ? { ...draft, name: draft.name.trim(), permissions, ceilings } : null;
}
