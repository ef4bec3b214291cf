import type { Permission } from '@guichet/contract/permissions.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { IconName } from '../../components/Icon.tsx';
import type { PlaceLink } from '../../shell/places.ts';

/** Pages that hang below others, and are looked for by their own name. */
const BELOW_OTHERS = [
  { to: '/customers/new', icon: 'plus', words: msg`New customer`, needs: 'customers.write' },
  { to: '/business/receipts', icon: 'receipt', words: msg`Receipts`, needs: 'business.write' },
  // Whoever asked for something may take it back there.
  { to: '/approvals', icon: 'approve', words: msg`Approvals`, needs: null },
  { to: '/live-mode', icon: 'shop', words: msg`Live mode`, needs: 'providers.write' },
  { to: '/account', icon: 'key', words: msg`My account`, needs: null },
] as const satisfies readonly { to: string; icon: IconName; words: MessageDescriptor; needs: Permission | null }[];

export interface JumpPage {
  readonly to: PlaceLink['to'] | (typeof BELOW_OTHERS)[number]['to'];
  readonly icon: IconName;
  readonly name: string;
}

/** All pages that somebody may see, as they are called in their language. */
export function jumpPages(
  places: readonly PlaceLink[],
  permissions: readonly Permission[],
  nameOf: (words: MessageDescriptor) => string,
): readonly JumpPage[] {
  const below = BELOW_OTHERS.filter(
    ({ to, needs }) => (needs === null || permissions.includes(needs)) && !places.some((place) => place.to === to),
  );
  return [...places, ...below].map(({ to, icon, words }) => ({ to, icon, name: nameOf(words) }));
}
