import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { providerAccountsQuery } from '../../api/providerQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { AddAccountForm } from './AddAccountForm.tsx';
import { DisableAccountForm } from './DisableAccountForm.tsx';
import { EditAccountForm } from './EditAccountForm.tsx';
import { FrameOriginsPanel } from './FrameOriginsPanel.tsx';
import { ProviderList } from './ProviderList.tsx';

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly account: ProviderAccountView }
  | { readonly kind: 'disable'; readonly account: ProviderAccountView };

/** How it is decided through whom a payment goes. */
function Routing() {
  return (
    <p className="muted">
      <Trans>
        A payment goes to the first account in this list that is active and takes its method and currency. If that provider cannot be
        reached at all, the next one is asked; never when the first may already have done something.
      </Trans>{' '}
      <Trans>Captures and refunds go through the account that took the payment, also when it is disabled by then.</Trans>
    </p>
  );
}

/** Through whom the place takes its payments, and in which order they are asked. */
export function ProvidersScreen() {
  const { t } = useLingui();
  const accounts = useQuery(providerAccountsQuery);
  const [dialog, setDialog] = useState<Open | null>(null);
  const close = () => setDialog(null);
  const titles = { add: t`New account`, edit: t`Change the account`, disable: t`Disable this account?` };
  const found = accounts.data;
  const active = found?.filter((account) => account.active) ?? [];
  return (
    <Page
      title={t`Providers`}
      actions={
        // Whoever may not read the list has nothing to add either.
        found === undefined ? null : (
          <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setDialog({ kind: 'add' })}>
            <Trans>Add an account</Trans>
          </Button>
        )
      }
    >
      <Routing />
      {accounts.isError ? <FailureNotice error={accounts.error} retry={() => void accounts.refetch()} /> : null}
      {found !== undefined && found.length > 0 && active.length === 0 ? (
        <Notice tone="warn">
          <Trans>All accounts are disabled: no payment can be taken.</Trans>
        </Notice>
      ) : null}
      {accounts.isPending ? (
        <Panel>
          <Skeleton lines={5} />
        </Panel>
      ) : null}
      {found?.length === 0 ? (
        <Panel>
          <EmptyState icon="providers" title={t`No account at a provider yet`}>
            <p>
              <Trans>Payments are taken through an account at a payment provider. Add the first one with its secret key.</Trans>
            </p>
          </EmptyState>
        </Panel>
      ) : null}
      {found !== undefined && found.length > 0 ? (
        <ProviderList
          accounts={found}
          onEdit={(account) => setDialog({ kind: 'edit', account })}
          onDisable={(account) => setDialog({ kind: 'disable', account })}
        />
      ) : null}
      {found === undefined ? null : <FrameOriginsPanel />}
      <Dialog opened={dialog !== null} onClose={close} title={dialog === null ? '' : titles[dialog.kind]} closesOutside={false}>
        {dialog?.kind === 'add' ? <AddAccountForm onClose={close} /> : null}
        {dialog?.kind === 'edit' ? <EditAccountForm account={dialog.account} onClose={close} /> : null}
        {dialog?.kind === 'disable' ? <DisableAccountForm account={dialog.account} isLast={active.length === 1} onClose={close} /> : null}
      </Dialog>
    </Page>
  );
}
