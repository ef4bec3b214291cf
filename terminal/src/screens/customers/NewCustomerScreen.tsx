import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { BackLink } from '../../components/BackLink.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { CustomerForm } from './CustomerForm.tsx';

export function NewCustomerScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <Page
      title={t`New customer`}
      above={
        <BackLink>
          <Link to="/customers">
            <Trans>Customers</Trans>
          </Link>
        </BackLink>
      }
    >
      <Panel>
        <CustomerForm
          id={null}
          initial={{ name: '', email: '', phone: '' }}
          onDone={(id) => void navigate({ to: '/customers/$id', params: { id }, replace: true })}
          onCancel={() => void navigate({ to: '/customers' })}
        />
      </Panel>
    </Page>
  );
}
