import { parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { type PaymentRecordView, STAFF_METHODS, type StaffMethod } from '@guichet/contract/recordViews.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { approvalIn } from '../../api/approvalQueries.ts';
import { postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Choices } from '../../components/Choices.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { WaitsInDialog } from '../../components/WaitsInDialog.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { leadToAnswer } from '../counter/leadToAnswer.ts';
import { OwnFields } from '../counter/OwnFields.tsx';
import { NO_EXTRAS, type SaleExtras, saleMetadata } from '../counter/saleExtras.ts';
import { useAmountText } from '../counter/useAmountText.ts';
import { useOwnFieldsKnown } from '../counter/useOwnFieldsKnown.ts';
import { METHOD_WORDS } from '../records/recordWords.ts';

/** Above zero and not more than is open. */
function readPart(text: string, { currency, open }: SaleView): number | null {
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  return read?.ok && read.money.amount > 0n && read.money.amount <= BigInt(open) ? Number(read.money.amount) : null;
}

/** Records a part of a sale that was taken in cash, by cheque or by transfer. Pressing again after a lost answer records it once. */
export function CashForm({ sale, onClose }: { sale: SaleView; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const amountText = useAmountText();
  const [method, setMethod] = useState<StaffMethod>('cash');
  const [text, setText] = useState(() => amountText(sale.next_amount, sale.currency));
  const [looked, setLooked] = useState(false);
  const [answers, setAnswers] = useState({ channel: 'in_person' as const, extras: { ...NO_EXTRAS, sale: sale.id } as SaleExtras });
  const [keys] = useState(() => contentKeys(newKey));
  const amount = readPart(text, sale);
  const most = formats.amount(sale.open, sale.currency);
  const record = useMutation({
    mutationFn: async (request: object) =>
      orThrow(await postJson<PaymentRecordView>('/guichet/v1/payment_records', request, { idempotencyKey: keys.keyFor(request) })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['sales'] }), client.invalidateQueries({ queryKey: ['records'] })]),
    onSuccess: onClose,
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const isReady = useOwnFieldsKnown();
  const submit = () => {
    setLooked(true);
    if (record.isPending || !isReady || amount === null) return;
    if (leadToAnswer(client, answers, (change) => setAnswers({ ...answers, ...change }))) return;
    record.mutate({
      ...{ amount, currency: sale.currency, method, metadata: saleMetadata(answers) },
      ...(sale.customer && { customer: sale.customer.id }),
    });
  };
  const waits = approvalIn(record.error);
  if (waits !== null) return <WaitsInDialog id={waits} onClose={onClose} />;
  return (
    <DialogBody onSubmit={submit}>
      <Choices
        name="part-method"
        legend={t`Paid by`}
        value={method}
        onChange={setMethod}
        choices={STAFF_METHODS.map((value) => ({ value, words: i18n._(METHOD_WORDS[value]) }))}
      />
      <TextInput
        label={t`Amount`}
        description={t`Up to ${most}`}
        name="part-amount"
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        value={text}
        error={looked && amount === null ? t`Enter an amount above zero, up to ${most}.` : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <OwnFields draft={answers} onEdit={(change) => setAnswers({ ...answers, ...change })} />
      {record.isError ? <FailureNotice error={record.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={record.isPending || !isReady}>
          <Trans>Record</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
