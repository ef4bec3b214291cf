import { type PaymentRecordView, STAFF_METHODS } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { approvalIn } from '../../api/approvalQueries.ts';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { ApprovalWaits } from '../../components/ApprovalWaits.tsx';
import { Choices } from '../../components/Choices.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKept } from '../../components/useKept.ts';
import { useShortcuts } from '../../components/useShortcuts.ts';
import { useFormats } from '../../language/useFormats.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { AmountField } from '../counter/AmountField.tsx';
import { leadToAnswer } from '../counter/leadToAnswer.ts';
import { OwnFields } from '../counter/OwnFields.tsx';
import { PROBLEM_WORDS } from '../counter/problemWords.ts';
import { focusField, focusFieldSoon } from '../counter/saleFields.ts';
import { useOwnFieldsKnown } from '../counter/useOwnFieldsKnown.ts';
import { MethodFields } from './MethodFields.tsx';
import { RecordCustomer } from './RecordCustomer.tsx';
import styles from './RecordForm.module.css';
import { blankDraft, type RecordDraft, reckon, requestOf } from './recordDraft.ts';
import { METHOD_WORDS } from './recordWords.ts';

/** What is recorded here was handed over at the desk, as the server takes it too. */
const CHANNEL = 'in_person';

/** Whether the answer leaves open if it was recorded. Then only the same request with the same key may follow. */
const isOpen = (error: unknown): boolean => failureIn(error).kind !== 'refused';

/** Records what was just taken. What is typed is kept over a sign-out for idleness; Enter records it. */
export function RecordForm() {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const { account } = useSession();
  const [draft, keep, forget] = useKept('record', blankDraft(account.default_currency));
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<PaymentRecordView | null>(null);
  const [waits, setWaits] = useState<string | null>(null);
  const key = useRef(newKey());
  const known = reckon(draft, account.country);
  const asks = { channel: CHANNEL, extras: draft.extras };
  const record = useMutation({
    mutationFn: async (request: object) =>
      orThrow(await postJson<PaymentRecordView>('/guichet/v1/payment_records', request, { idempotencyKey: key.current })),
    onSuccess: (made) => {
      setDone(made);
      setTried(false);
      key.current = newKey();
      keep(blankDraft(made.currency));
      forget();
      focusField('amount');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
    // A refusal is final for its key; a lost answer isn't, and the key makes sure that pressing again records once.
    onError: (error) => {
      if (!isOpen(error)) key.current = newKey();
      const approval = approvalIn(error);
      if (approval === null) return;
      // It is asked for, so the form begins anew: what it held is kept by the server.
      setWaits(approval);
      setTried(false);
      keep(blankDraft(draft.currency));
      forget();
      record.reset();
      focusFieldSoon('amount');
    },
  });
  useShortcuts({ 'Alt+M': () => focusField('amount'), 'Alt+C': () => focusField('customer') });
  const open = record.isError && isOpen(record.error);
  const locked = record.isPending || open;
  const set = (part: Partial<RecordDraft>) => {
    keep({ ...draft, ...part });
    setDone(null);
    setWaits(null);
    if (record.isError) record.reset();
  };
  const isReady = useOwnFieldsKnown();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (record.isPending || !isReady) return;
    setTried(true);
    setWaits(null);
    const request = requestOf(draft, known);
    if (request === null) return known.amountProblem === null ? undefined : focusField('amount');
    if (leadToAnswer(client, asks, set)) return;
    record.mutate(request);
  };
  const shown = (minor: bigint | null) => (minor === null ? null : formats.amount(minor, draft.currency));
  const asked = shown(known.asked);
  const rounded = known.amount !== null && known.asked !== known.amount;
  const doneAmount = done === null ? '' : formats.amount(done.received, done.currency);
  const doneChange = done?.change ? formats.amount(done.change, done.currency) : null;
  const problem = tried && known.amountProblem !== null ? i18n._(PROBLEM_WORDS.amount[known.amountProblem]) : null;
  const tenderedWords =
    known.tenderedProblem === null
      ? null
      : known.tenderedProblem === 'too_little'
        ? t`Less than what is due.`
        : i18n._(PROBLEM_WORDS.amount[known.tenderedProblem]);
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <fieldset className={styles.form} disabled={locked} aria-label={t`Record a payment`}>
        <Choices
          name="record-method"
          legend={t`Paid by`}
          value={draft.method}
          onChange={(method) => set({ method })}
          choices={STAFF_METHODS.map((value) => ({ value, words: i18n._(METHOD_WORDS[value]) }))}
        />
        <AmountField
          amount={draft.amount}
          currency={draft.currency}
          error={problem}
          onAmount={(amount) => set({ amount })}
          onCurrency={(currency) => set({ currency })}
        />
        {draft.method === 'cash' ? (
          <TextInput
            label={t`Handed over`}
            description={rounded ? t`${asked} in coins` : null}
            name="record-tendered"
            inputMode="decimal"
            autoComplete="off"
            placeholder={asked ?? ''}
            value={draft.tendered}
            error={tried || known.tenderedProblem !== 'too_little' ? tenderedWords : null}
            onChange={(event) => set({ tendered: event.currentTarget.value })}
          />
        ) : null}
        <MethodFields draft={draft} set={set} change={shown(known.change)} />
        <RecordCustomer customer={draft.customer} onChange={(customer) => set({ customer })} />
        <TextInput
          label={t`Order or reference`}
          name="record-description"
          autoComplete="off"
          maxLength={1000}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <OwnFields draft={asks} onEdit={set} />
      </fieldset>
      <div className={styles.below}>
        {open ? (
          <Notice tone="warn" role="alert">
            <Trans>The answer was lost. Press again to find out: it is recorded only once.</Trans>
          </Notice>
        ) : record.isError ? (
          <FailureNotice error={record.error} />
        ) : null}
        {waits === null ? null : <ApprovalWaits id={waits} />}
        {done === null ? null : (
          <Notice tone="good" role="status">
            {doneChange === null ? (
              <Trans>{doneAmount} recorded.</Trans>
            ) : (
              <Trans>
                {doneAmount} recorded. Change: <strong>{doneChange}</strong>
              </Trans>
            )}
          </Notice>
        )}
        <Button type="submit" loading={record.isPending || !isReady}>
          {asked === null ? <Trans>Record</Trans> : <Trans>Record {asked}</Trans>}
        </Button>
      </div>
    </form>
  );
}
