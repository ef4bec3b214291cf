import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../components/controls/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { Page } from '../components/Page.tsx';

/** A bug of ours, or a part of the page that could not be fetched: after an update the old parts are gone, and reloading brings the new. */
export function BrokenPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This page broke`}>
      <Notice tone="bad" role="alert" icon="warning">
        <p>
          <Trans>The page could not be shown. Payments are not affected: look under Payments if you were taking one.</Trans>
        </p>
        <Button variant="default" onClick={() => window.location.reload()}>
          <Trans>Reload the page</Trans>
        </Button>
      </Notice>
    </Page>
  );
}
