import type { ApiKeyView, CreatedApiKey } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery, publishableKeyQuery } from '../../api/queries.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { ApiKeysTable } from './ApiKeysTable.tsx';
import { CreateKeyForm, RevokeKeyForm, ShowSecret } from './KeyDialogs.tsx';
import { WebhooksPanel } from './WebhooksPanel.tsx';

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'created'; readonly key: CreatedApiKey }
  | { readonly kind: 'revoke'; readonly key: ApiKeyView };

export function DevelopersScreen() {
  const { t } = useLingui();
  const keys = useQuery(apiKeysQuery);
  const mayReadWebhooks = useMay('webhooks.read');
  const publishable = useQuery(publishableKeyQuery);
  const [dialog, setDialog] = useState<Open | null>(null);
  const close = () => setDialog(null);
  const titles = { create: t`New API key`, created: t`Your new key`, revoke: t`Revoke this key?` };
  return (
    <Page
      title={t`Developers`}
      actions={
        <Button variant="default" leftSection={<Icon name="plus" />} onClick={() => setDialog({ kind: 'create' })}>
          <Trans>New API key</Trans>
        </Button>
      }
    >
      <p className="muted">
        <Trans>Programs take payments with the same API as Stripe's: point an official client at this address and give it a key.</Trans>{' '}
        <a href="/docs">
          <Trans>Read the documentation of the API</Trans>
        </a>
      </p>
      {keys.isError ? <FailureNotice error={keys.error} retry={() => void keys.refetch()} /> : null}
      {publishable.data?.key ? (
        <Panel title={t`Publishable key`}>
          <p className="muted">
            <Trans>
              For web pages in which payers enter cards. It is no secret: it can only take cards in and confirm payments begun by your
              program.
            </Trans>
          </p>
          <CopyText text={publishable.data.key} label={t`Publishable key`} />
        </Panel>
      ) : null}
      <Panel title={t`API keys`} flush>
        {keys.isPending ? <Skeleton lines={4} /> : null}
        {keys.data?.length === 0 ? (
          <EmptyState icon="key" title={t`No API keys yet`}>
            <p>
              <Trans>A key lets one program act for this business. Give each program its own, so that it can be revoked alone.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {keys.data !== undefined && keys.data.length > 0 ? (
          <ApiKeysTable keys={keys.data} onRevoke={(key) => setDialog({ kind: 'revoke', key })} />
        ) : null}
      </Panel>
      {mayReadWebhooks ? <WebhooksPanel /> : null}
      <Dialog
        opened={dialog !== null}
        onClose={close}
        title={dialog === null ? '' : titles[dialog.kind]}
        closesOutside={dialog?.kind !== 'created'}
      >
        {dialog?.kind === 'create' ? <CreateKeyForm onCreated={(key) => setDialog({ kind: 'created', key })} onClose={close} /> : null}
        {dialog?.kind === 'created' ? <ShowSecret apiKey={dialog.key} onClose={close} /> : null}
        {dialog?.kind === 'revoke' ? <RevokeKeyForm apiKey={dialog.key} onClose={close} /> : null}
      </Dialog>
    </Page>
  );
}
