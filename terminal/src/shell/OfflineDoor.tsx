import { Trans } from '@lingui/react/macro';
import { Button } from '../components/controls/Button.tsx';
import { Notice } from '../components/Notice.tsx';

/** Opened without a network by nobody who is known: what can be done meanwhile. It goes on by itself when the network is back. */
export function OfflineDoor({ retry }: { retry: () => void }) {
  return (
    <Notice tone="warn" role="status" icon="plug">
      <p>
        <strong>
          <Trans>No connection.</Trans>
        </strong>{' '}
        <Trans>This page opens again by itself as soon as it is back.</Trans>
      </p>
      <p>
        <Trans>
          Until then nothing can be charged. What you typed in this tab is kept, except card details: never write those down to charge them
          later. Cash can be taken on paper and recorded afterwards.
        </Trans>
      </p>
      <Button variant="default" onClick={retry}>
        <Trans>Try again</Trans>
      </Button>
    </Notice>
  );
}
