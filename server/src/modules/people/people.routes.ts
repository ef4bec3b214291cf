import type { AnyRoute } from '../../http/route.ts';
import { apiKeyRoutes } from './apiKeys.routes.ts';
import type { People } from './createPeople.ts';
import { sessionRoutes } from './session.routes.ts';
import { setUpRoutes } from './setUp.routes.ts';

/** All addresses of this module: `/guichet/auth/*`, set-up, session, staff and API keys. */
export const peopleRoutes = ({ parts }: People): AnyRoute[] => [...setUpRoutes(parts), ...sessionRoutes(parts), ...apiKeyRoutes(parts)];
