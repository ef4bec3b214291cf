import { useLingui } from '@lingui/react/macro';
import { useSession } from '../../shell/SessionContext.ts';
import { STRIPE_URL } from './providerWords.ts';

/** Why the server refuses an address or a key, in the words of the mode that this place is in. */
export function useAccessWords(): { readonly address: string; readonly secret: string } {
  const { t } = useLingui();
  const { livemode } = useSession();
  const start = livemode ? 'sk_live_' : 'sk_test_';
  return {
    address: livemode
      ? t`This is not an encrypted web address such as ${STRIPE_URL}.`
      : t`This is not a web address such as ${STRIPE_URL}.`,
    secret: livemode
      ? t`This is not a secret key for live mode. One begins with ${start}.`
      : t`This is not a secret key for test mode. One begins with ${start}.`,
  };
}
