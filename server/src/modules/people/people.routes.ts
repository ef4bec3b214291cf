import type { AnyRoute } from '../../http/route.ts';
import { accountRoutes } from './account.routes.ts';
import { apiKeyRoutes } from './apiKeys.routes.ts';
import type { People } from './createPeople.ts';
import { invitationRoutes } from './invitations.routes.ts';
import { liveModeRoutes } from './liveMode.routes.ts';
import { secondFactorRoutes } from './secondFactors.routes.ts';
import { sessionRoutes } from './session.routes.ts';
import { setUpRoutes } from './setUp.routes.ts';
import { teamRoutes } from './team.routes.ts';

/** All addresses of this module: `/guichet/auth/*`, set-up, session, second factors, one's own account, live mode, staff, team, invitations and API keys. */
export const peopleRoutes = ({ parts }: People): AnyRoute[] => [
  ...setUpRoutes(parts),
  ...sessionRoutes(parts),
  ...secondFactorRoutes(parts),
  ...accountRoutes(parts),
  ...liveModeRoutes(parts),
  ...teamRoutes(parts),
  ...invitationRoutes(parts),
  ...apiKeyRoutes(parts),
];
