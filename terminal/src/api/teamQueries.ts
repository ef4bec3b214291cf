import type { InvitationView, TeamMemberView, TeamRoleView } from '@guichet/contract/teamViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get } from './client.ts';
import { orThrow } from './outcome.ts';

const all = <T>(what: string) =>
  queryOptions({
    queryKey: ['team', what],
    queryFn: async ({ signal }) => orThrow(await get<{ data: readonly T[] }>(`/guichet/v1/${what}`, { signal })).data,
  });

export const membersQuery = all<TeamMemberView>('members');
export const rolesQuery = all<TeamRoleView>('roles');
export const invitationsQuery = all<InvitationView>('invitations');
