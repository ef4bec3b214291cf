import type { Permission } from '@guichet/contract/permissions.ts';
import { msg } from '@lingui/core/macro';

/** Where one can go. `main` stand in the bar of a phone, the others behind "More". */
const PLACES = [
  { to: '/', icon: 'counter', words: msg`Counter`, needs: 'payments.write', main: true },
  { to: '/payments', icon: 'payments', words: msg`Payments`, needs: 'payments.read', main: true },
  { to: '/records', icon: 'cash', words: msg`Cash and cheques`, needs: 'payments.read', main: false },
  { to: '/customers', icon: 'customers', words: msg`Customers`, needs: 'customers.read', main: true },
  { to: '/disputes', icon: 'warning', words: msg`Disputes`, needs: 'payments.read', main: false },
  { to: '/balance', icon: 'bank', words: msg`Balance`, needs: 'balance.read', main: false },
  { to: '/providers', icon: 'providers', words: msg`Providers`, needs: 'providers.write', main: false },
  { to: '/outbox', icon: 'outbox', words: msg`Outbox`, needs: 'messages.read', main: false },
  { to: '/backups', icon: 'archive', words: msg`Backups`, needs: 'backups.read', main: false },
  { to: '/developers', icon: 'developers', words: msg`Developers`, needs: 'api_keys.write', main: false },
] as const;

export type PlaceLink = (typeof PLACES)[number];

export const placesFor = (permissions: readonly Permission[]): readonly PlaceLink[] =>
  PLACES.filter(({ needs }) => permissions.includes(needs));
