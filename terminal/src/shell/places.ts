import type { Permission } from '@guichet/contract/permissions.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { PlaceGroupId } from './placeGroups.ts';
import { APPROVALS, COUNTER_SETTINGS, isOpenTo } from './placeNeeds.ts';

/** Where one can go. `main` stand in the bar of a phone, the others behind "More". */
const PLACES = [
  { to: '/home', icon: 'home', words: msg`Home`, needs: 'reports.read', main: false },
  { to: '/', icon: 'counter', words: msg`Counter`, needs: 'payments.write', main: true },
  { to: '/payments', icon: 'payments', words: msg`Payments`, needs: 'payments.read', main: true },
  { to: '/records', icon: 'cash', words: msg`Cash and cheques`, needs: 'payments.read', main: false },
  { to: '/customers', icon: 'customers', words: msg`Customers`, needs: 'customers.read', main: true },
  { to: '/sales', icon: 'receipt', words: msg`Sales`, needs: 'payments.read', main: false },
  { to: '/items', icon: 'items', words: msg`Items`, needs: 'products.read', main: false },
  { to: '/counter-settings', icon: 'presets', words: msg`Counter settings`, needs: COUNTER_SETTINGS, main: false },
  { to: '/work', icon: 'check', words: msg`To do`, needs: 'disputes.write', main: false },
  { to: '/approvals', icon: 'approve', words: msg`Approvals`, needs: APPROVALS, main: false },
  { to: '/disputes', icon: 'warning', words: msg`Disputes`, needs: 'payments.read', main: false },
  { to: '/reports', icon: 'chart', words: msg`Reports`, needs: 'reports.read', main: false },
  { to: '/balance', icon: 'bank', words: msg`Balance`, needs: 'balance.read', main: false },
  { to: '/providers', icon: 'providers', words: msg`Providers`, needs: 'providers.write', main: false },
  { to: '/business', icon: 'shop', words: msg`Business`, needs: 'business.write', main: false },
  { to: '/team', icon: 'team', words: msg`Team`, needs: 'team.write', main: false },
  { to: '/outbox', icon: 'outbox', words: msg`Outbox`, needs: 'messages.read', main: false },
  { to: '/backups', icon: 'archive', words: msg`Backups`, needs: 'backups.read', main: false },
  { to: '/activity', icon: 'clock', words: msg`Activity`, needs: 'activity.read', main: false },
  { to: '/developers', icon: 'developers', words: msg`Developers`, needs: 'api_keys.write', main: false },
  // The last on every page, so that help is always found at the same place (WCAG 3.2.6).
  { to: '/help', icon: 'question', words: msg`Help`, needs: 'payments.read', main: false },
] as const;

export type PlaceLink = (typeof PLACES)[number];

export const GROUP_WORDS: Readonly<Record<PlaceGroupId, MessageDescriptor>> = {
  day: msg`Daily work`,
  selling: msg`Customers and sales`,
  money: msg`Money`,
  business: msg`Business and team`,
  technical: msg`Technical`,
};

export const placesFor = (permissions: readonly Permission[]): readonly PlaceLink[] =>
  PLACES.filter(({ needs }) => isOpenTo(permissions, needs));
