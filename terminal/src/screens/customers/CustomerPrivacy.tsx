import type { CustomerErasure } from '@guichet/contract/privacyViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getFile, postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import styles from './CustomerForm.module.css';

function EraseForm({ path, onClose }: { path: string; onClose: () => void }) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  const erase = useMutation({
    mutationFn: async () => orThrow(await postJson<CustomerErasure>(`${path}/erase`, {}, { idempotencyKey: key, timeoutMs: 120_000 })),
    onSuccess: () => {
      onClose();
      void client.invalidateQueries();
    },
  });
  return (
    <DialogBody onSubmit={() => (erase.isPending ? undefined : erase.mutate())}>
      <p>
        <Trans>
          Name, addresses, mails and notes of this customer are gone for good, here and on every payment, and so are the files enclosed in
          their disputes. Amounts and the books stay.
        </Trans>
      </p>
      {erase.isError ? <FailureNotice error={erase.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={erase.isPending}>
          <Trans>Erase for good</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** What a customer may ask for: to see what is stored about them, and to have it gone. */
export function CustomerPrivacy({ id }: { id: string }) {
  const { t } = useLingui();
  const [erasing, setErasing] = useState(false);
  const path = `/guichet/v1/customers/${encodeURIComponent(id)}`;
  const download = useMutation({ mutationFn: async () => orThrow(await getFile(`${path}/data`)), onSuccess: saveFile });
  return (
    <Panel title={t`If the customer asks`}>
      {download.isError ? <FailureNotice error={download.error} /> : null}
      <div className={styles.buttons}>
        <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
          <Trans>Download their data</Trans>
        </Button>
        <Button variant="default" onClick={() => setErasing(true)}>
          <Trans>Erase their data</Trans>
        </Button>
      </div>
      <Dialog opened={erasing} onClose={() => setErasing(false)} title={t`Erase their data`} closesOutside={false}>
        <EraseForm path={path} onClose={() => setErasing(false)} />
      </Dialog>
    </Panel>
  );
}
