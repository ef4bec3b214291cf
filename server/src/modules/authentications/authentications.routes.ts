import { type AnyRoute, publicRoute, type Reply } from '../../http/route.ts';
import type { PayerOutcome } from './authentication.ts';
import { type Authentications, subjectOf } from './authentications.ts';
import { acceptedLanguage, payerPage, payerPageHeaders } from './payerPage.ts';
import { tellReturnUrl } from './returnUrl.rules.ts';

/** 303, so that browsers ask with GET whatever brought them here. No referrer: the address itself is a secret. */
const goTo = (location: string): Reply => ({ status: 303, body: '', headers: { location, 'referrer-policy': 'no-referrer' } });

const page = (status: number, name: PayerOutcome['status'] | 'unknown', acceptLanguage: string | undefined): Reply => ({
  status,
  body: payerPage(name, acceptedLanguage(acceptLanguage)),
  headers: payerPageHeaders,
});

/** Where payers are sent to their issuer, and where they come back. Both addresses are secrets, so nobody has to sign in. */
export function authenticationRoutes(authentications: Authentications): AnyRoute[] {
  return [
    publicRoute({
      method: 'GET',
      path: '/pay/challenge/:account/:token',
      handler: async ({ params, raw }) => {
        const url = await authentications.challengeUrl(params.account, params.token);
        return url === null ? page(404, 'unknown', raw.headers['accept-language']) : goTo(url);
      },
    }),
    publicRoute({
      method: 'GET',
      path: '/pay/return/:account/:token',
      handler: async ({ params, raw }) => {
        const back = await authentications.comeBack(params.account, params.token);
        if (back === null) return page(404, 'unknown', raw.headers['accept-language']);
        const { authentication, outcome } = back;
        if (authentication.returnUrl === null) return page(200, outcome.status, raw.headers['accept-language']);
        const intentId = authentication.paymentIntentId ?? authentication.setupIntentId ?? '';
        return goTo(tellReturnUrl(authentication.returnUrl, { ...outcome, kind: subjectOf(authentication), intentId }));
      },
    }),
  ];
}
