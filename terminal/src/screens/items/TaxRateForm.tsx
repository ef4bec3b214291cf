import type { WireTaxRate } from '@guichet/contract/wire/taxRate.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Choices } from '../../components/Choices.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { percentText, readPercent } from './percentText.ts';

/** A new tax rate. Its percentage stays as it is: another one is another rate. */
export function TaxRateForm({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { account } = useSession();
  const [name, setName] = useState('');
  const [percent, setPercent] = useState('');
  const [holds, setHolds] = useState<'inclusive' | 'exclusive'>(account.country === 'US' ? 'exclusive' : 'inclusive');
  const [looked, setLooked] = useState(false);
  const [keys] = useState(() => contentKeys(newKey));
  const rate = readPercent(percent);
  const add = useMutation({
    mutationFn: async (request: { display_name: string; percentage: string; inclusive: boolean }) =>
      orThrow(await postForm<WireTaxRate>('/v1/tax_rates', request, { idempotencyKey: keys.keyFor(request) })),
    onSettled: () => client.invalidateQueries({ queryKey: ['items'] }),
    onSuccess: onClose,
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const submit = () => {
    setLooked(true);
    if (add.isPending || name.trim() === '' || rate === null) return;
    add.mutate({ display_name: name.trim(), percentage: percentText(rate, 'en'), inclusive: holds === 'inclusive' });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`As it is to stand on the receipt.`}
        name="tax-name"
        autoComplete="off"
        data-autofocus
        maxLength={50}
        value={name}
        error={looked && name.trim() === '' ? t`Enter a name.` : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t`Percentage`}
        name="tax-percentage"
        inputMode="decimal"
        autoComplete="off"
        value={percent}
        error={looked && rate === null ? t`Enter a percentage from 0 to 100, with four decimals at most.` : null}
        onChange={(event) => setPercent(event.currentTarget.value)}
      />
      <Choices
        name="tax-holds"
        legend={<Trans>Prices</Trans>}
        value={holds}
        onChange={setHolds}
        choices={[
          { value: 'inclusive', words: t`Hold this tax already` },
          { value: 'exclusive', words: t`Are without it` },
        ]}
      />
      {add.isError ? <FailureNotice error={add.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={add.isPending}>
          <Trans>Add the tax rate</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
