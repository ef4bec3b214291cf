import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { businessQuery } from '../../api/businessQueries.ts';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { BusinessForm } from './BusinessForm.tsx';
import { LogoPanel } from './LogoPanel.tsx';

/** The settings of the business itself. */
export function BusinessScreen() {
  const { t } = useLingui();
  const business = useQuery(businessQuery);
  return (
    <Page
      title={t`Business`}
      actions={
        <LinkButton to="/business/receipts">
          <Trans>Receipts</Trans>
        </LinkButton>
      }
    >
      {business.isError ? <FailureNotice error={business.error} retry={() => void business.refetch()} /> : null}
      {business.isPending ? (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      ) : null}
      {business.data === undefined ? null : (
        <>
          <BusinessForm business={business.data} />
          <LogoPanel business={business.data} />
        </>
      )}
    </Page>
  );
}
