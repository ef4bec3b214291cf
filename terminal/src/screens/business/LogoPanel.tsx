import type { BusinessView } from '@guichet/contract/businessViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { businessQuery } from '../../api/businessQueries.ts';
import { postUpload, remove } from '../../api/client.ts';
import { type Outcome, orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import styles from './Business.module.css';

/** The server says what is wrong with a picture by these codes. */
function LogoProblem({ error }: { error: unknown }) {
  const failure = failureIn(error);
  const code = failure.kind === 'refused' ? failure.code : '';
  if (code === 'file_type_invalid')
    return (
      <Notice tone="bad" role="alert">
        <Trans>
          This file cannot be used. Save the logo as a PNG or a JPEG, not interlaced. SVG is not taken, because it can hold programs.
        </Trans>
      </Notice>
    );
  if (code === 'file_too_large' || code === 'body_too_large')
    return (
      <Notice tone="bad" role="alert">
        <Trans>This picture is too large: at most 256 kB, and 1200 pixels on each side.</Trans>
      </Notice>
    );
  return <FailureNotice error={error} />;
}

/** The logo on receipts: put there, changed, taken away. */
export function LogoPanel({ business }: { business: BusinessView }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: async (ask: () => Promise<Outcome<BusinessView>>) => orThrow(await ask()),
    onSuccess: (changed) => {
      client.setQueryData(businessQuery.queryKey, changed);
      void client.invalidateQueries({ queryKey: ['receipt-template'] });
    },
  });
  const picker = useRef<HTMLInputElement>(null);
  const upload = (file: File | undefined) => {
    if (file === undefined) return;
    change.mutate(() => postUpload('/guichet/v1/business/logo', {}, file, { idempotencyKey: newKey(), timeoutMs: 60_000 }));
  };
  const { logo } = business;
  return (
    <Panel title={t`Logo`}>
      <div className={styles.form}>
        <div className={styles.logo}>
          {logo === null ? (
            <p className="muted">
              <Trans>No logo yet: receipts begin with the first letter of the name.</Trans>
            </p>
          ) : (
            <img src={logo.url} width={logo.width} height={logo.height} alt={t`The logo as it is now`} />
          )}
          <div className={styles.buttons}>
            <input
              ref={picker}
              type="file"
              hidden
              accept="image/png,image/jpeg"
              aria-label={t`Logo file`}
              onChange={({ currentTarget }) => {
                upload(currentTarget.files?.[0]);
                // The same file again is a choice, too.
                currentTarget.value = '';
              }}
            />
            <Button variant="default" loading={change.isPending} onClick={() => picker.current?.click()}>
              {logo === null ? <Trans>Choose a logo</Trans> : <Trans>Choose another</Trans>}
            </Button>
            {logo === null ? null : (
              <Button
                variant="default"
                disabled={change.isPending}
                onClick={() => change.mutate(() => remove('/guichet/v1/business/logo', { idempotencyKey: newKey() }))}
              >
                <Trans>Remove it</Trans>
              </Button>
            )}
          </div>
        </div>
        <p className="muted">
          <Trans>PNG or JPEG, at most 256 kB and 1200 pixels on each side.</Trans>
        </p>
        {change.isError ? <LogoProblem error={change.error} /> : null}
      </div>
    </Panel>
  );
}
