import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { customersQuery } from '../../api/queries.ts';
import { CardName } from '../../components/CardName.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from '../../components/Table.module.css';
import { useMay } from '../../shell/SessionContext.ts';

const SEARCH_AFTER_MS = 150;

export function CustomersScreen() {
  const { t } = useLingui();
  const mayWrite = useMay('customers.write');
  const { query = '', after, before } = useSearch({ from: '/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const [text, setText] = useState(query);
  const page = useQuery({ ...customersQuery(query, { after, before }), placeholderData: keepPreviousData });
  const show = (next: string) => void navigate({ search: next === '' ? {} : { query: next }, replace: true });
  // One letter finds nearly everybody: the server searches from two on.
  const search = useDebouncedCallback((next: string) => show(next.length < 2 ? '' : next), SEARCH_AFTER_MS);
  return (
    <Page
      title={t`Customers`}
      actions={
        mayWrite ? (
          <LinkButton to="/customers/new">
            <Icon name="plus" />
            <Trans>New customer</Trans>
          </LinkButton>
        ) : null
      }
    >
      <search>
        <TextInput
          label={t`Search`}
          type="search"
          name="query"
          autoComplete="off"
          placeholder={t`Name, e-mail, phone, last four…`}
          leftSection={<Icon name="search" size={18} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            search(event.currentTarget.value.trim());
          }}
        />
      </search>
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      {page.isPending ? (
        <Panel>
          <Skeleton lines={6} />
        </Panel>
      ) : null}
      {page.data === undefined ? null : page.data.data.length === 0 ? (
        <Panel>
          {query === '' ? (
            <EmptyState icon="customers" title={t`No customers yet`}>
              <p>
                <Trans>
                  A customer gathers payments and saved cards under one name. You can also add one at the counter, while you take a payment.
                </Trans>
              </p>
            </EmptyState>
          ) : (
            <EmptyState icon="search" title={t`No customer fits`}>
              <Button
                variant="default"
                onClick={() => {
                  setText('');
                  show('');
                }}
              >
                <Trans>Show all customers</Trans>
              </Button>
            </EmptyState>
          )}
        </Panel>
      ) : (
        <>
          <Panel flush>
            <table className={styles.table} aria-label={t`Customers`}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>Name</Trans>
                  </th>
                  <th scope="col">
                    <Trans>E-mail</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Phone</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Cards</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {page.data.data.map((customer) => (
                  <tr key={customer.id} className={styles.linked}>
                    <td data-cell="lead">
                      <Link to="/customers/$id" params={{ id: customer.id }} className={styles.link}>
                        <strong>{customer.name ?? customer.email ?? customer.id}</strong>
                      </Link>
                    </td>
                    <td>{customer.name === null ? null : customer.email}</td>
                    <td>{customer.phone}</td>
                    <td>
                      {customer.cards.map((card) => (
                        <span key={card.id} className={styles.line}>
                          <CardName card={card} />
                        </span>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
          <Pager
            cursor={{ after, before }}
            page={page.data}
            turn={(to) => void navigate({ search: { ...(query === '' ? {} : { query }), after: to.after, before: to.before } })}
          />
        </>
      )}
    </Page>
  );
}
