import type { CustomerNoteView } from '@guichet/contract/customerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { postJson, remove } from '../../api/client.ts';
import { customerNotesQuery } from '../../api/customerQueries.ts';
import { orThrow } from '../../api/outcome.ts';
import type { Cursor } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useKept } from '../../components/useKept.ts';
import { When } from '../../components/When.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './CustomerNotes.module.css';

const MOST_CHARACTERS = 2000;

/** What is typed is kept over a sign-out for idleness. */
function NewNote({ customer }: { customer: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, keep, forget] = useKept(`note.${customer}`, '');
  const key = useRef(newKey());
  const add = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<CustomerNoteView>('/guichet/v1/customer_notes', { customer, text: text.trim() }, { idempotencyKey: key.current }),
      ),
    onSuccess: () => {
      keep('');
      forget();
      key.current = newKey();
      void client.invalidateQueries({ queryKey: ['customer_notes'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending && text.trim() !== '') add.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <Textarea
        label={t`New note`}
        name="customer-note"
        minRows={2}
        maxLength={MOST_CHARACTERS}
        value={text}
        onChange={(event) => {
          keep(event.currentTarget.value);
          key.current = newKey();
        }}
      />
      {add.isError ? <FailureNotice error={add.error} /> : null}
      <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
        <Trans>Add the note</Trans>
      </Button>
    </form>
  );
}

function RemoveNote({ note, onClose }: { note: CustomerNoteView; onClose: () => void }) {
  const client = useQueryClient();
  const gone = useMutation({
    mutationFn: async () => orThrow(await remove(`/guichet/v1/customer_notes/${encodeURIComponent(note.id)}`)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['customer_notes'] });
      onClose();
    },
  });
  return (
    <DialogBody onSubmit={() => (gone.isPending ? undefined : gone.mutate())}>
      <p className={styles.words}>{note.text}</p>
      {gone.isError ? <FailureNotice error={gone.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={gone.isPending}>
          <Trans>Remove the note</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

function Note({ note, onRemove }: { note: CustomerNoteView; onRemove: (() => void) | null }) {
  const { t } = useLingui();
  const who = note.staff?.name ?? t`a program`;
  return (
    <li>
      <p className={styles.words}>{note.text}</p>
      <p className={styles.by}>
        <span>
          {who} · <When at={note.created} />
        </span>
        {onRemove === null ? null : (
          <Button variant="subtle" compact aria-label={t`Remove the note of ${who}`} onClick={onRemove}>
            <Trans>Remove</Trans>
          </Button>
        )}
      </p>
    </li>
  );
}

/** What staff should know about a customer: who noted it and when. */
export function CustomerNotes({ customer }: { customer: string }) {
  const { t } = useLingui();
  const mayWrite = useMay('customers.write');
  const [cursor, setCursor] = useState<Cursor>({});
  const [removing, setRemoving] = useState<CustomerNoteView | null>(null);
  const notes = useQuery(customerNotesQuery(customer, cursor));
  return (
    <Panel title={t`Notes`}>
      {mayWrite ? <NewNote customer={customer} /> : null}
      {notes.isError ? <FailureNotice error={notes.error} retry={() => void notes.refetch()} /> : null}
      {notes.isPending ? <Skeleton lines={2} /> : null}
      {notes.data === undefined ? null : notes.data.data.length === 0 ? (
        <p className="muted">
          <Trans>Nothing noted yet.</Trans>
        </p>
      ) : (
        <>
          <ul className={styles.notes}>
            {notes.data.data.map((note) => (
              <Note key={note.id} note={note} onRemove={mayWrite ? () => setRemoving(note) : null} />
            ))}
          </ul>
          <Pager cursor={cursor} page={notes.data} turn={setCursor} />
        </>
      )}
      <Dialog opened={removing !== null} onClose={() => setRemoving(null)} title={t`Remove this note?`}>
        {removing === null ? null : <RemoveNote note={removing} onClose={() => setRemoving(null)} />}
      </Dialog>
    </Panel>
  );
}
