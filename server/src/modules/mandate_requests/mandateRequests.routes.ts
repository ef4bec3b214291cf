import type { AgreedView, OpenMandateRequestView, SavedAccounts, SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { type AnyRoute, ok, publicRoute, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { addressLines, readProfile } from '../businesses/index.ts';
import { requireCustomer } from '../customers/index.ts';
import { currentVersion, mandateText } from '../mandates/index.ts';
import { type AgreeingParts, accountAskedFor, agreeToMandate, mandateAgreedTo, requireGoodRequest } from './agreeToMandate.ts';
import { type AskingParts, askForMandate, resendMandateRequest, revokeMandateRequest } from './askForMandate.ts';
import type { MandateRequest } from './mandateRequest.ts';
import { mandateRequestView } from './mandateRequest.wire.ts';
import { savedAccounts } from './savedAccounts.ts';

export interface MandateRequestDeps extends AskingParts, AgreeingParts {
  /** Whether mail goes out; else whoever asks passes the link on. */
  readonly sends: boolean;
}

const { email, enumOf, id, object, text, unreadText } = fields;

/** Nobody types a link's secret. */
const token = () => unreadText({ max: 200 });

function whatWasSent({ links, baseUrl, sends }: MandateRequestDeps, request: MandateRequest, now: Date): SentMandateRequestView {
  return { ...mandateRequestView(request, now), url: sends ? null : links.whole(baseUrl(), request) };
}

/** What staff do who ask a payer. */
function asking(deps: MandateRequestDeps): AnyRoute[] {
  const { database, letters } = deps;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/customers/:id/accounts',
      permission: 'payments.read',
      answers: 'saved_accounts',
      handler: async ({ context: { caller, now }, params }) => {
        const { id: customer } = await requireCustomer(database, caller.tenantId, params.id, 'id');
        return ok({ data: await savedAccounts(database, caller.tenantId, customer, now) } satisfies SavedAccounts);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/mandate_requests',
      permission: 'payments.write',
      answers: 'sent_mandate_request_view',
      body: object({ payment_method: id('pm'), email: email(), language: enumOf(LANGUAGES) }),
      // The answer may hold the link, and is not kept under an Idempotency-Key: a repeat sends a new link in place of the first.
      handler: async ({ context, body }) => {
        const made = await withTransaction(database, (tx) => askForMandate(tx, deps, context, body));
        letters.wake();
        return ok(whatWasSent(deps, made, context.now));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/mandate_requests/:id/resend',
      permission: 'payments.write',
      answers: 'sent_mandate_request_view',
      handler: async ({ context, params }) => {
        const sent = await withTransaction(database, (tx) => resendMandateRequest(tx, deps, context, params.id));
        letters.wake();
        return ok(whatWasSent(deps, sent, context.now));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/mandate_requests/:id/revoke',
      permission: 'payments.write',
      answers: 'mandate_request_view',
      handler: ({ context, params }) =>
        once(database, context, async (tx) =>
          ok(mandateRequestView(await revokeMandateRequest(tx, deps, context, params.id), context.now)),
        ),
    }),
  ];
}

/** What the page behind the link does. Whoever holds the link is whom the mail was sent to. */
function agreeing(deps: MandateRequestDeps): AnyRoute[] {
  const { database } = deps;
  return [
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/mandate_requests/look',
      answers: 'open_mandate_request_view',
      body: object({ token: token() }),
      handler: async ({ context, body }) => {
        const request = await requireGoodRequest(deps, body.token, context.now);
        const { tenantId, language, expires } = request;
        const [method, mandate, { businessName, country, timeZone }, profile] = await Promise.all([
          accountAskedFor(database, request),
          mandateAgreedTo(database, request),
          readTenant(database, tenantId),
          readProfile(database, tenantId),
        ]);
        const version = currentVersion(method.type);
        const words = (each: (typeof LANGUAGES)[number]) => mandateText(method.type, { version, language: each }, businessName);
        return ok({
          business_name: businessName,
          business_address: addressLines(profile.address, country),
          ...{ country, time_zone: timeZone },
          ...{ scheme: method.type, holder: method.billingDetails.name, last4: method.last4, language },
          text_version: version,
          words: { en: words('en'), fr: words('fr'), it: words('it') },
          expires: unixSeconds(expires),
          reference: mandate?.reference ?? null,
        } satisfies OpenMandateRequestView);
      },
    }),
    publicRoute({
      method: 'POST',
      path: '/guichet/v1/mandate_requests/agree',
      answers: 'agreed_view',
      body: object({ token: token(), text_version: text({ max: 40 }), language: enumOf(LANGUAGES) }),
      handler: async ({ context, body, raw }) => {
        const request = await requireGoodRequest(deps, body.token, context.now);
        const userAgent = raw.headers['user-agent']?.slice(0, 500) ?? null;
        const { reference } = await agreeToMandate(deps, context, request, { ...body, userAgent });
        return ok({ agreed: true, reference } satisfies AgreedView);
      },
    }),
  ];
}

/** Bank accounts on file, and payers who are asked by mail to allow their debits. */
export const mandateRequestRoutes = (deps: MandateRequestDeps): AnyRoute[] => [...asking(deps), ...agreeing(deps)];
