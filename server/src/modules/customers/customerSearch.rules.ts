import { searchable } from '@guichet/contract/searchText.ts';

interface Findable {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What a customer is found by; a phone number also in its bare digits, as callers give it. */
export function searchText({ name, email, phone }: Findable): string {
  const digits = phone?.replace(/\D/g, '') ?? '';
  return searchable([name, email, phone, digits === phone ? '' : digits].filter(Boolean).join(' '));
}
