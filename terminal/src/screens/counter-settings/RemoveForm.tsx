import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useSave } from './useSave.ts';

interface RemoveFormProps {
  readonly kind: 'presets' | 'own_fields';
  readonly id: string;
  readonly onClose: () => void;
  /** What is lost by it, and what stays. */
  readonly children: ReactNode;
}

/** Takes a preset or a field away. */
export function RemoveForm({ kind, id, onClose, children }: RemoveFormProps) {
  const save = useSave(kind, onClose);
  return (
    <DialogBody onSubmit={() => (save.isPending ? undefined : save.mutate({ path: `/guichet/v1/${kind}/${encodeURIComponent(id)}` }))}>
      {children}
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" danger loading={save.isPending} data-autofocus>
          <Trans>Remove</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
