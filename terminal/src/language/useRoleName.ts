import { useLingui } from '@lingui/react';
import { ROLE_WORDS } from './words.ts';

const isBuiltIn = (role: string): role is keyof typeof ROLE_WORDS => role in ROLE_WORDS;

/** What a role is called: the place's own by its name, the six in the reader's language. */
export function useRoleName(): (role: string, name: string | null) => string {
  const { i18n } = useLingui();
  return (role, name) => name ?? (isBuiltIn(role) ? i18n._(ROLE_WORDS[role]) : role);
}
