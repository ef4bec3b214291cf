import type { ProviderAccountTestView, ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import styles from './ProviderList.module.css';
import { PROVIDER_WITHIN_MS } from './providerTimes.ts';

function Said({ said }: { said: ProviderAccountTestView }) {
  if (said.works)
    return (
      <Notice tone="good" role="status">
        <p>
          <Trans>The connection works: the provider answered and accepts the key.</Trans>
        </p>
      </Notice>
    );
  return (
    <Notice tone="bad" role="alert" icon="warning">
      <p>
        {said.answered ? (
          <Trans>The provider answered, but does not accept the key. Look it over at the provider, or enter a new one.</Trans>
        ) : (
          <Trans>No provider answered at this address. Look the address over, or try again later.</Trans>
        )}
      </p>
      {said.reason === null ? null : (
        <p className={styles.reason} lang="en">
          {said.reason}
        </p>
      )}
    </Notice>
  );
}

/** Asks the provider for something that moves nothing, and says what came of it. Other buttons of the row stand beside the one that asks. */
export function TryConnection({ account, children }: { account: ProviderAccountView; children: ReactNode }) {
  const { t } = useLingui();
  const { id, name } = account;
  const attempt = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<ProviderAccountTestView>(
          `/guichet/v1/provider_accounts/${encodeURIComponent(id)}/test`,
          {},
          {
            timeoutMs: PROVIDER_WITHIN_MS,
          },
        ),
      ),
  });
  return (
    <>
      <div className={styles.buttons}>
        <Button variant="subtle" aria-label={t`Try the connection to ${name}`} loading={attempt.isPending} onClick={() => attempt.mutate()}>
          <Trans>Try the connection</Trans>
        </Button>
        {children}
      </div>
      {attempt.isError ? <FailureNotice error={attempt.error} /> : null}
      {attempt.data === undefined || attempt.isPending ? null : <Said said={attempt.data} />}
    </>
  );
}
