import type { CustomerView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { customerQuery } from '../../api/queries.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { When } from '../../components/When.tsx';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import { CustomerAccounts } from './CustomerAccounts.tsx';
import { CustomerCards } from './CustomerCards.tsx';
import { CustomerForm } from './CustomerForm.tsx';
import { CustomerHistory } from './CustomerHistory.tsx';
import { CustomerMandates } from './CustomerMandates.tsx';
import { CustomerNotes } from './CustomerNotes.tsx';
import { CustomerPrivacy } from './CustomerPrivacy.tsx';
import styles from './CustomerScreen.module.css';

function Details({ customer }: { customer: CustomerView }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const mayWrite = useMay('customers.write');
  const { id, name, email, phone } = customer;
  const isHidden = useSession().sees.hides_contacts;
  return (
    <Panel
      title={t`Details`}
      actions={
        mayWrite && !editing ? (
          <Button variant="subtle" onClick={() => setEditing(true)}>
            <Trans>Edit</Trans>
          </Button>
        ) : null
      }
    >
      {editing ? (
        <CustomerForm
          id={id}
          initial={{ name: name ?? '', email: email ?? '', phone: phone ?? '' }}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <dl className={styles.facts}>
          <div>
            <dt>
              <Trans>E-mail address</Trans>
            </dt>
            <dd>{email === null ? <span className="muted">–</span> : isHidden ? email : <a href={`mailto:${email}`}>{email}</a>}</dd>
          </div>
          <div>
            <dt>
              <Trans>Phone number</Trans>
            </dt>
            <dd>
              {phone === null ? (
                <span className="muted">–</span>
              ) : isHidden ? (
                phone
              ) : (
                <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>
              )}
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Customer since</Trans>
            </dt>
            <dd>
              <When at={customer.created} />
            </dd>
          </div>
          <div>
            <dt>
              <Trans>Identifier</Trans>
            </dt>
            <dd>
              <CopyText text={id} label={t`Identifier`} />
            </dd>
          </div>
        </dl>
      )}
    </Panel>
  );
}

export function CustomerScreen() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/customers/$id' });
  const mayTake = useMay('payments.write');
  const mayRead = useMay('payments.read');
  const mayErase = useMay('privacy.manage');
  const isHidden = useSession().sees.hides_contacts;
  const customer = useQuery(customerQuery(id));
  return (
    <Page
      title={customer.data?.name ?? customer.data?.email ?? t`Customer`}
      above={
        <BackLink>
          <Link to="/customers">
            <Trans>Customers</Trans>
          </Link>
        </BackLink>
      }
      actions={
        mayTake && customer.data !== undefined ? (
          <LinkButton to="/" search={{ customer: id }} main>
            <Trans>Take a payment</Trans>
          </LinkButton>
        ) : null
      }
    >
      {customer.isError ? <FailureNotice error={customer.error} retry={() => void customer.refetch()} /> : null}
      {customer.isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      {customer.data === undefined ? null : (
        <>
          <div className={styles.columns}>
            <Details customer={customer.data} />
            <CustomerCards customer={customer.data} />
            <CustomerNotes customer={id} />
            {mayRead ? <CustomerAccounts customer={id} email={isHidden ? '' : (customer.data.email ?? '')} /> : null}
            {mayRead ? <CustomerMandates customer={id} /> : null}
          </div>
          {mayRead ? <CustomerHistory customer={id} /> : null}
          {mayErase ? <CustomerPrivacy id={id} /> : null}
        </>
      )}
    </Page>
  );
}
