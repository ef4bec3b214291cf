import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useChangeAccount } from './useChangeAccount.ts';

interface DisableAccountFormProps {
  readonly account: ProviderAccountView;
  /** Nobody else takes payments. */
  readonly isLast: boolean;
  readonly onClose: () => void;
}

export function DisableAccountForm({ account, isLast, onClose }: DisableAccountFormProps) {
  const change = useChangeAccount(account.id, onClose);
  const { name } = account;
  return (
    <DialogBody onSubmit={() => (change.isPending ? undefined : change.mutate({ active: false }))}>
      <p>
        <Trans>
          No new payments go through {name}. What it has taken can still be captured and refunded, and it can be enabled again at any time.
        </Trans>
      </p>
      {isLast ? (
        <Notice tone="warn">
          <Trans>It is the only active account: until another one is active, no payment can be taken.</Trans>
        </Notice>
      ) : null}
      {change.isError ? <FailureNotice error={change.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={change.isPending}>
          <Trans>Disable the account</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
