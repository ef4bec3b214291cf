import { ApiError } from '@guichet/contract/errors.ts';
import { LANGUAGES, type SetupState } from '@guichet/contract/terminal.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute } from '../../http/route.ts';
import { completeSetUp, type SetUpDeps } from './completeSetUp.ts';
import { type NewPlace, placeProblem } from './newPlace.rules.ts';
import { clientOf, refuseOtherSites, type SessionRouteDeps } from './session.routes.ts';
import { sessionView } from './session.wire.ts';
import type { SetUpCode } from './setUpCode.ts';
import { cookieHeader, signIn } from './signIn.ts';

export interface SetUpRouteDeps extends SessionRouteDeps, SetUpDeps {
  readonly code: SetUpCode;
  isSetUp(): Promise<boolean>;
  /** What else is to be done once there is an owner. */
  afterSetUp(now: Date): Promise<void>;
}

const text = fields.text({ max: 300 });
const body = fields.object({
  code: text,
  business_name: text,
  country: text,
  currency: text,
  time_zone: text,
  owner_name: text,
  email: text,
  password: fields.unreadText({ max: 300 }),
  language: fields.enumOf(LANGUAGES),
});

function refuseWrongCode({ code }: SetUpRouteDeps, given: string, now: Date): void {
  const result = code.check(given, now);
  if (result === 'closed') throw new ApiError('rate_limit', { message: 'Too many wrong codes. Wait a minute and try again.' });
  if (result === 'wrong') throw new ApiError('set_up_code_wrong', { param: 'code' });
}

function refuseProblem(place: NewPlace): void {
  const problem = placeProblem(place);
  if (problem !== null) throw new ApiError(problem.code, { param: problem.field, message: problem.message });
}

/** The page of the first run: works with the code that was printed at start, and once. */
export function setUpRoutes(deps: SetUpRouteDeps): AnyRoute[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/guichet/v1/setup',
      answers: 'setup_state',
      handler: async () => ok({ needed: !(await deps.isSetUp()) } satisfies SetupState),
    }),
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/setup',
      answers: 'session_view',
      body,
      handler: async ({ context, body: given, raw }) => {
        refuseOtherSites(raw, deps.publicUrl);
        if (await deps.isSetUp()) throw new ApiError('set_up_already');
        // The code comes first: without it nothing is to be learnt here.
        refuseWrongCode(deps, given.code, context.now);
        const owner = { name: given.owner_name, email: given.email, password: given.password, language: given.language };
        const place: NewPlace = {
          businessName: given.business_name,
          country: given.country.toUpperCase(),
          currency: given.currency.toLowerCase(),
          timeZone: given.time_zone,
          owner,
        };
        refuseProblem(place);
        if (!(await completeSetUp(deps, place, { actor: null, ip: context.ip, now: context.now }))) throw new ApiError('set_up_already');
        await deps.afterSetUp(context.now);
        const { cookies } = await signIn(deps, owner.email, owner.password, clientOf(context, raw));
        const session = await deps.sessions.read(cookieHeader(cookies), context.now);
        const [seat] = session?.seats ?? [];
        if (session === null || seat === undefined) throw new Error('The owner was signed in, and has no session.');
        return { status: 200, body: sessionView(session, seat, deps.isMailConfigured), headers: { 'set-cookie': cookies } };
      },
    }),
  ];
}
