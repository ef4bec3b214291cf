import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page, Panel } from '../../components/Page.tsx';

export function NotFoundScreen() {
  const { t } = useLingui();
  return (
    <Page title={t`Page not found`}>
      <Panel>
        <EmptyState icon="question" title={t`There is nothing at this address`}>
          <p>
            <Trans>The link may be old, or a letter is wrong.</Trans>
          </p>
          <Link to="/">
            <Trans>Go to the counter</Trans>
          </Link>
        </EmptyState>
      </Panel>
    </Page>
  );
}
