import { useLingui } from '@lingui/react/macro';
import type { Failure } from '../../api/outcome.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type AccessField, looksPublishable, refusedField } from './accessProblems.ts';
import { STRIPE_URL } from './providerWords.ts';

/** What stands below a field that the server refused, in the words of the mode that this place is in; null for a failure of no field. */
export function useAccessWords(
  failure: Failure | null,
  publishableKey: string,
  secret: string,
): { readonly [F in AccessField]?: string } | null {
  const { t } = useLingui();
  const { livemode } = useSession();
  const field = refusedField(failure);
  const isMalformed = failure?.kind === 'refused' && failure.code === 'url_invalid';
  const start = livemode ? 'sk_live_' : 'sk_test_';
  const publishableStart = livemode ? 'pk_live_' : 'pk_test_';
  const words = (which: AccessField): string => {
    switch (which) {
      case 'base_url':
        if (!isMalformed && publishableKey.trim() === '')
          return t`Payments have gone through this account, so its address stays. For another address, add an account and disable this one.`;
        if (!isMalformed) return t`The card fields at this address did not answer. Look the address over, or try again later.`;
        return livemode
          ? t`This is not an encrypted web address such as ${STRIPE_URL}.`
          : t`This is not a web address such as ${STRIPE_URL}.`;
      case 'secret':
        if (secret.trim().length >= 12 && secret.trim().startsWith(start))
          return t`It is not certain that this key opens the same account. Try again later; for another account, add one and disable this one.`;
        return livemode
          ? t`This is not a secret key for live mode. One begins with ${start}.`
          : t`This is not a secret key for test mode. One begins with ${start}.`;
      case 'publishable_key':
        if (looksPublishable(publishableKey, livemode))
          return t`The card fields at this address do not open with this key. Look the address and the key over.`;
        return livemode
          ? t`This is not a publishable key for live mode. One begins with ${publishableStart}.`
          : t`This is not a publishable key for test mode. One begins with ${publishableStart}.`;
      case 'cards':
        return t`Stripe’s own fields cannot be used: only another Guichet’s can. For Stripe, choose that cards are entered here.`;
    }
  };
  return field === null ? null : { [field]: words(field) };
}
