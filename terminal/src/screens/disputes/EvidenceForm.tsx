import { EVIDENCE_FILES, type EvidenceField, MAX_EVIDENCE_TEXT, type WireDispute } from '@guichet/contract/wire/dispute.ts';
import type { AssembledEvidenceView } from '@guichet/contract/workViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm, postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { FIELD_WORDS } from './disputeWords.ts';
import { EvidenceFile } from './EvidenceFile.tsx';
import styles from './EvidenceForm.module.css';
import { groupsFor } from './evidenceGroups.ts';
import { EVIDENCE_TITLES } from './evidenceTitles.ts';

type Draft = Partial<Record<EvidenceField, string | null>>;
type Asking = 'submit' | 'accept' | null;

const isFile = (field: EvidenceField): boolean => (EVIDENCE_FILES as readonly string[]).includes(field);

/** The answer to a dispute: a draft that can be saved as often as one likes, handed in once, or given up. */
export function EvidenceForm({ dispute }: { dispute: WireDispute }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({});
  const [asking, setAsking] = useState<Asking>(null);
  const [keys] = useState(() => contentKeys(newKey));
  const path = `/v1/disputes/${encodeURIComponent(dispute.id)}`;
  const send = useMutation({
    mutationFn: async (what: 'save' | 'submit' | 'accept') => {
      const options = { idempotencyKey: keys.keyFor({ what, draft }), timeoutMs: 30_000 };
      if (what === 'accept') return orThrow(await postForm<WireDispute>(`${path}/close`, {}, options));
      const evidence = Object.keys(draft).length === 0 ? undefined : draft;
      return orThrow(await postForm<WireDispute>(path, { evidence, submit: what === 'submit' }, options));
    },
    onSuccess: () => {
      keys.answered();
      setDraft({});
    },
    // A refusal is final for its key; after a lost answer the same content goes with the same key, so that it is handed in once.
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
    onSettled: async () => {
      setAsking(null);
      await Promise.all(['disputes', 'payments'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const gather = useMutation({
    mutationFn: async () =>
      orThrow(
        await postJson<AssembledEvidenceView>(
          `/guichet/v1/disputes/${encodeURIComponent(dispute.id)}/assemble`,
          {},
          { idempotencyKey: newKey(), timeoutMs: 30_000 },
        ),
      ),
    // What somebody wrote is never replaced by what was found.
    onSuccess: ({ found }) =>
      setDraft((before) => {
        const free = found.filter(({ field }) => !before[field] && dispute.evidence[field] === null);
        return { ...before, ...Object.fromEntries(free.map(({ field, value }) => [field, value])) };
      }),
  });
  const shownIn = (field: EvidenceField): string | null => (field in draft ? (draft[field] ?? null) : dispute.evidence[field]);
  const change = (field: EvidenceField, value: string | null) =>
    setDraft((before) => ({ ...before, [field]: value === '' ? null : value }));
  const isInquiry = dispute.status.startsWith('warning_');
  const hasEvidence = dispute.evidence_details.has_evidence || Object.values(draft).some((value) => value != null);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate('save');
      }}
    >
      <div>
        <Button variant="default" loading={gather.isPending} disabled={send.isPending} onClick={() => gather.mutate()}>
          <Trans>Gather what we have</Trans>
        </Button>
      </div>
      {gather.isError ? <FailureNotice error={gather.error} /> : null}
      {gather.isSuccess ? (
        <Notice tone="info" role="status">
          <Trans>
            What was found stands in the empty fields: receipt, customer, checks, earlier payments, messages. Read it, correct it, then save
            or submit it. Nothing has been sent.
          </Trans>
        </Notice>
      ) : null}
      {groupsFor(dispute.reason).map(({ name, fields, matters }) => (
        <details key={name} className={styles.group} open={matters}>
          <summary>{i18n._(EVIDENCE_TITLES[name])}</summary>
          <div className={styles.fields}>
            {fields.map((field) =>
              isFile(field) ? (
                <EvidenceFile
                  key={field}
                  field={field}
                  label={i18n._(FIELD_WORDS[field])}
                  id={shownIn(field)}
                  disabled={send.isPending}
                  onChange={(id) => change(field, id)}
                />
              ) : (
                <Textarea
                  key={field}
                  label={i18n._(FIELD_WORDS[field])}
                  name={field}
                  maxLength={MAX_EVIDENCE_TEXT}
                  disabled={send.isPending}
                  value={shownIn(field) ?? ''}
                  onChange={(event) => change(field, event.currentTarget.value)}
                />
              ),
            )}
          </div>
        </details>
      ))}
      {send.isError ? <FailureNotice error={send.error} /> : null}
      {send.isSuccess ? (
        <Notice tone="good" role="status">
          <Trans>The draft is saved.</Trans>
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={() => setAsking('submit')} disabled={!hasEvidence || send.isPending}>
          <Trans>Submit the answer</Trans>
        </Button>
        <Button type="submit" variant="default" disabled={Object.keys(draft).length === 0} loading={send.isPending}>
          <Trans>Save as draft</Trans>
        </Button>
        <Button variant="subtle" danger onClick={() => setAsking('accept')} disabled={send.isPending}>
          {isInquiry ? <Trans>Close the inquiry</Trans> : <Trans>Accept the loss</Trans>}
        </Button>
      </div>
      <Dialog opened={asking !== null} onClose={() => setAsking(null)} title={asking === 'accept' ? t`Give in?` : t`Submit the answer?`}>
        {asking === null ? null : (
          <DialogBody onSubmit={() => (send.isPending ? undefined : send.mutate(asking))}>
            <p>
              {asking === 'submit' ? (
                <Trans>The bank takes an answer once. Afterwards nothing can be added or changed.</Trans>
              ) : isInquiry ? (
                <Trans>The inquiry is closed without an answer. This cannot be undone.</Trans>
              ) : (
                <Trans>The money stays with the payer, and the fee with the provider. This cannot be undone.</Trans>
              )}
            </p>
            <DialogButtons onCancel={() => setAsking(null)}>
              <Button type="submit" data-autofocus loading={send.isPending}>
                {asking === 'submit' ? <Trans>Submit now</Trans> : <Trans>Give in</Trans>}
              </Button>
            </DialogButtons>
          </DialogBody>
        )}
      </Dialog>
    </form>
  );
}
