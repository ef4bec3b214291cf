import type { SessionView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import { switchMode } from '../../shell/switchMode.ts';
import styles from './LiveModeScreen.module.css';

/** What comes along, what does not, and what has to be there before the first payment. */
const Facts = () => (
  <ul className={styles.facts}>
    <li>
      <Trans>It begins empty: payments, customers, items, keys and settings of test mode stay there, for practice.</Trans>
    </li>
    <li>
      <Trans>Name, addresses, legal mentions, colours, logo and receipts are taken over as they are now. The team is the same.</Trans>
    </li>
    <li>
      <Trans>Owners, administrators and managers sign in with a second factor: whoever has none is asked to set one up.</Trans>
    </li>
    <li>
      <Trans>Cash and cheques can be recorded at once. Cards need an account at a payment provider, with its live key.</Trans>
    </li>
    <li>
      <Trans>Your providers pay out to your bank, as you agreed with them.</Trans>
    </li>
    <li>
      <Trans>Whoever types card numbers here answers for them (PCI DSS); a provider’s own card fields take that off you.</Trans>
    </li>
  </ul>
);

function OpenLiveMode() {
  const open = useMutation({
    mutationFn: async () => orThrow(await postJson<SessionView>('/guichet/v1/live_mode', {})),
    onSuccess: () => switchMode('live', '/providers'),
  });
  return (
    <>
      <Facts />
      {open.isError ? <FailureNotice error={open.error} /> : null}
      <Button loading={open.isPending || open.isSuccess} onClick={() => open.mutate()}>
        <Trans>Open live mode</Trans>
      </Button>
    </>
  );
}

/** Where a place that has practised begins to take real money. */
export function LiveModeScreen() {
  const { t } = useLingui();
  const { livemode, modes } = useSession();
  const mayOpen = useMay('providers.write');
  if (!modes.includes('live')) {
    return (
      <Page title={t`Live mode`} guide="practice">
        <Panel title={t`Take real payments`}>
          {mayOpen ? (
            <OpenLiveMode />
          ) : (
            <p>
              <Trans>This place only practises so far. An owner or administrator opens live mode.</Trans>
            </p>
          )}
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={t`Live mode`} guide="practice">
      <Panel>
        <p className={styles.state}>
          {livemode ? (
            <Trans>You are in live mode: what you do here moves real money.</Trans>
          ) : (
            <Trans>Live mode is open. You are practising in test mode: no real money moves.</Trans>
          )}
        </p>
        <Button variant="default" onClick={() => switchMode(livemode ? 'test' : 'live')}>
          {livemode ? <Trans>Practise in test mode</Trans> : <Trans>Back to live mode</Trans>}
        </Button>
      </Panel>
    </Page>
  );
}
