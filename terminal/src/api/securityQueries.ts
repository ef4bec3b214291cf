import type { OwnSessions, SecondFactorsView, SignInRulesView } from '@guichet/contract/securityViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';

/** How one signs in beside the password. */
export const secondFactorsQuery = queryOptions({
  queryKey: ['second_factors'],
  queryFn: async ({ signal }) => orThrow(await get<SecondFactorsView>('/guichet/v1/second_factors', { signal })),
});

/** Where one is signed in. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['own_sessions'],
  queryFn: async ({ signal }) => orThrow(await get<OwnSessions>('/guichet/v1/sessions', { signal })).data,
});

export const signInRulesQuery = queryOptions({
  queryKey: ['sign_in_rules'],
  queryFn: async ({ signal }) => orThrow(await get<SignInRulesView>('/guichet/v1/sign_in_rules', { signal })),
});
