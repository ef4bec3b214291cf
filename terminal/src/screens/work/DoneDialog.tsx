import type { WorkItemView, WorkList } from '@guichet/contract/workViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { workQuery } from '../../api/workQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';

function DoneForm({ item, onClose }: { item: WorkItemView; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const [key, setKey] = useState(newKey);
  const done = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<WorkList>(
          `/guichet/v1/work_items/${encodeURIComponent(item.id)}/done`,
          { note: note.trim() },
          { idempotencyKey: key },
        ),
      ),
    onSuccess: (list) => {
      client.setQueryData(workQuery.queryKey, list);
      onClose();
    },
  });
  const submit = () => {
    if (done.isPending) return;
    if (note.trim() === '') return setMissing(true);
    done.mutate();
  };
  return (
    <DialogBody onSubmit={submit}>
      <Textarea
        label={t`What came of it`}
        description={t`It stays in the activity log.`}
        name="work-note"
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={note}
        error={missing ? t`Write a word or two.` : null}
        onChange={(event) => {
          setNote(event.currentTarget.value);
          setMissing(false);
          setKey(newKey());
        }}
      />
      {done.isError ? <FailureNotice error={done.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={done.isPending}>
          <Trans>Done</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** Puts something aside, with what came of it. */
export function DoneDialog({ item, onClose }: { item: WorkItemView | null; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog opened={item !== null} onClose={onClose} title={t`Looked at`}>
      {item === null ? null : <DoneForm key={item.id} item={item} onClose={onClose} />}
    </Dialog>
  );
}
