import { isCurrency } from '@guichet/contract/currencies.ts';
import type { PaymentRecordView, StaffMethod } from '@guichet/contract/recordViews.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useImperativeHandle, useState } from 'react';
import { postJson } from '../../../api/client.ts';
import { orThrow } from '../../../api/outcome.ts';
import { ApprovalWaits } from '../../../components/ApprovalWaits.tsx';
import { Button } from '../../../components/controls/Button.tsx';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import { useSession } from '../../../shell/SessionContext.ts';
import { MethodFields } from '../../records/MethodFields.tsx';
import { blankDraft, NO_DETAILS, type RecordDetails, type RecordDraft, reckon, requestOf } from '../../records/recordDraft.ts';
import { SaleLeft } from '../items/SaleLeft.tsx';
import { leadToAnswer } from '../leadToAnswer.ts';
import { customerOf, withItsSale } from '../prepareSale.ts';
import { PROBLEM_WORDS } from '../problemWords.ts';
import type { SaleDraft } from '../saleDraft.ts';
import { saleMetadata } from '../saleExtras.ts';
import { focusField } from '../saleFields.ts';
import { useAmountText } from '../useAmountText.ts';
import { useOwnFieldsKnown } from '../useOwnFieldsKnown.ts';
import { customerProblems } from '../validateSale.ts';
import styles from './methods.module.css';
import type { OtherMethodProps } from './otherMethod.ts';
import { quickTenders } from './quickTenders.ts';
import { GoOn, TakeOther } from './TakeOther.tsx';
import { TransferCode } from './TransferCode.tsx';
import { UnsettledNotice } from './UnsettledNotice.tsx';
import { useTaking } from './useTaking.ts';

interface Sent {
  readonly key: string;
  readonly request: { readonly draft: SaleDraft; readonly typed: RecordDraft; readonly known: ReturnType<typeof reckon> };
}

function QuickTenders({ asked, currency, onChoose }: { asked: bigint; currency: string; onChoose: (text: string) => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const text = useAmountText();
  if (!isCurrency(currency)) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a question of its own.
    <div role="group" aria-label={t`Notes handed over`} className={styles.notes}>
      {[asked, ...quickTenders(asked, currency)].map((minor) => (
        <Button key={String(minor)} variant="default" onClick={() => onChoose(text(minor, currency))}>
          {minor === asked ? <Trans>Exact sum</Trans> : formats.amount(minor, currency)}
        </Button>
      ))}
    </div>
  );
}

function Recorded({ made, sale, onNewSale }: { made: PaymentRecordView; sale: string | null; onNewSale: () => void }) {
  const formats = useFormats();
  const amount = formats.amount(made.received, made.currency);
  const change = made.change ? formats.amount(made.change, made.currency) : null;
  return (
    <Notice tone="good" role="status">
      <p>
        <Trans>{amount} recorded.</Trans>
      </p>
      {change === null ? null : (
        <p className={styles.change}>
          <Trans>
            Change: <strong>{change}</strong>
          </Trans>
        </p>
      )}
      {sale === null ? null : <SaleLeft sale={sale} onTake={onNewSale} />}
      <GoOn onClick={onNewSale}>
        <Trans>New sale</Trans>
      </GoOn>
    </Notice>
  );
}

/** Cash, a cheque or a transfer: recorded as received, with the amount, reference and customer of the counter. */
export function RecordPart({ method, draft, view, onEdit, onProblems, onLock, onNewSale, ref }: OtherMethodProps<StaffMethod>) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const { account } = useSession();
  const { details = NO_DETAILS } = draft;
  const [tried, setTried] = useState(false);
  const typed: RecordDraft = {
    ...blankDraft(draft.currency),
    ...details,
    method,
    amount: draft.amount,
    description: draft.reference,
    extras: draft.extras,
  };
  const known = reckon(typed, account.country);
  const isReady = useOwnFieldsKnown();
  const record = useTaking({
    send: async ({ key, request: { draft: sale, typed: entered, known: reckoned } }: Sent) => {
      const customer = orThrow(await customerOf({ draft: sale, key }));
      // Also where it is refused now: another try must not make them twice.
      if (sale.customer.kind === 'new' && customer !== null) onEdit({ customer: { kind: 'known', customer } });
      const sold = orThrow(await withItsSale(sale, customer?.id ?? null));
      if (sold !== sale) onEdit({ items: sold.items });
      const metadata = saleMetadata(sold);
      const request = requestOf(
        { ...entered, customer: customer === null ? null : { id: customer.id, name: customer.name ?? customer.id } },
        reckoned,
      );
      if (request === null) throw new Error('A record has no amount.');
      const answer = await postJson<PaymentRecordView>(
        '/guichet/v1/payment_records',
        { ...request, ...(metadata && { metadata }) },
        { idempotencyKey: key, headers: { 'Guichet-Channel': sale.channel } },
      );
      const made = orThrow(answer);
      return { made, sale: metadata?.[SALE_KEY] ?? null };
    },
    list: 'records',
    onLock,
  });
  const { waits } = record;
  const locked = record.isPending || record.isLost || record.made !== undefined || waits !== null;

  const submit = () => {
    if (record.isPending || record.made !== undefined || waits !== null) return;
    if (record.isLost) return record.takeAgain();
    if (!isReady) return;
    setTried(true);
    const problems = {
      ...customerProblems(draft),
      ...(known.amountProblem === null ? {} : { amount: known.amountProblem }),
    };
    onProblems(problems);
    const [first] = (['amount', 'customerName', 'customerEmail'] as const).filter((field) => problems[field] !== undefined);
    if (first !== undefined) return focusField(first);
    if (known.tenderedProblem !== null) return document.getElementById('sale-tendered')?.focus();
    if (leadToAnswer(client, draft, onEdit)) return;
    record.take({ draft, typed, known });
  };
  useImperativeHandle(ref, () => ({ submit }));
  const set = (part: Partial<RecordDetails>) => {
    onEdit({ details: { ...details, ...part } });
    if (record.refusal !== null) record.forgetRefusal();
  };
  const shown = (minor: bigint | null) => (minor === null ? null : formats.amount(minor, draft.currency));
  const asked = shown(known.asked);
  const rounded = known.amount !== null && known.asked !== known.amount;
  const { tenderedProblem } = known;
  const tenderedWords =
    tenderedProblem === null
      ? null
      : tenderedProblem === 'too_little'
        ? t`Less than what is due.`
        : i18n._(PROBLEM_WORDS.amount[tenderedProblem]);
  if (waits !== null) {
    return (
      <ApprovalWaits id={waits}>
        <GoOn onClick={onNewSale}>
          <Trans>New sale</Trans>
        </GoOn>
      </ApprovalWaits>
    );
  }
  if (record.made !== undefined) return <Recorded {...record.made} onNewSale={onNewSale} />;
  return (
    <>
      <fieldset className={styles.fields} disabled={locked} aria-label={t`How it was paid`}>
        {method === 'bank_transfer' && view.transfer_account !== null ? (
          <TransferCode account={view.transfer_account} amountMinor={known.amount} reference={draft.reference} />
        ) : null}
        {method === 'cash' ? (
          <>
            <TextInput
              id="sale-tendered"
              label={t`Handed over`}
              description={rounded ? t`${asked} in coins` : null}
              name="sale-tendered"
              inputMode="decimal"
              autoComplete="off"
              placeholder={asked ?? ''}
              value={details.tendered}
              error={tried || tenderedProblem !== 'too_little' ? tenderedWords : null}
              onChange={(event) => set({ tendered: event.currentTarget.value })}
            />
            {known.asked === null ? null : (
              <QuickTenders asked={known.asked} currency={draft.currency} onChoose={(tendered) => set({ tendered })} />
            )}
          </>
        ) : null}
        <MethodFields draft={typed} set={set} change={shown(known.change)} />
      </fieldset>
      {record.isUnsettled ? (
        <UnsettledNotice to="/records" place={<Trans>Cash and cheques</Trans>} />
      ) : record.isLost ? (
        <Notice tone="warn" role="alert">
          <Trans>The answer was lost. Press again to find out: it is recorded only once.</Trans>
        </Notice>
      ) : record.refusal !== null ? (
        <FailureNotice error={record.refusal} />
      ) : null}
      {method === 'bank_transfer' ? (
        <p className="muted">
          <Trans>Record a transfer once the money is on the account.</Trans>
        </p>
      ) : null}
      <TakeOther busy={record.isPending} isReady={isReady || record.isLost}>
        {asked === null ? <Trans>Record</Trans> : <Trans>Record {asked}</Trans>}
      </TakeOther>
    </>
  );
}
