import { type AnyRoute, ok, route } from '../../http/route.ts';
import { type LiveModeDeps, openLiveMode } from './openLiveMode.ts';
import { type SessionRouteDeps, sessionOf, viewOf } from './session.routes.ts';

export interface LiveModeRouteDeps extends SessionRouteDeps, LiveModeDeps {
  /** What else is to be done once there is a new tenant. */
  readonly afterOpening: (now: Date) => Promise<void>;
}

/** Where an account begins to take real money. */
export const liveModeRoutes = (deps: LiveModeRouteDeps): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/guichet/v1/live_mode',
    permission: 'providers.write',
    stepUp: true,
    answers: 'session_view',
    handler: async ({ context, raw }) => {
      const tenantId = await openLiveMode(deps, context);
      await deps.afterOpening(context.now);
      return ok(viewOf(deps, await sessionOf(deps, raw.headers.cookie, context.now), tenantId));
    },
  }),
];
