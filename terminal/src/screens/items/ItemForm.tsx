import type { ItemView } from '@guichet/contract/itemViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { taxRatesQuery } from '../../api/catalogueQueries.ts';
import { postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { PROBLEM_WORDS } from '../counter/problemWords.ts';
import styles from './ItemForm.module.css';
import { blankItem, draftOf, type ItemDraft, type ItemProblems, readItem } from './itemDraft.ts';
import { TaxSelect } from './TaxSelect.tsx';

const NO_PROBLEMS: ItemProblems = { name: false, amount: null };

/** A new item, or the changes of one that there is. A new amount becomes a new price; what was sold keeps the old one. */
export function ItemForm({ item, onClose }: { item: ItemView | null; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { account } = useSession();
  // Before they are known nobody could have chosen a tax.
  const lacksRates = useQuery(taxRatesQuery).data === undefined;
  const [draft, setDraft] = useState<ItemDraft>(() =>
    item === null ? blankItem(account.default_currency) : draftOf(item, account.default_currency, i18n.locale),
  );
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [keys] = useState(() => contentKeys(newKey));
  const save = useMutation({
    mutationFn: async (request: object) =>
      orThrow(
        await postJson<ItemView>(item === null ? '/guichet/v1/items' : `/guichet/v1/items/${encodeURIComponent(item.id)}`, request, {
          idempotencyKey: keys.keyFor(request),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['items'] }),
    onSuccess: onClose,
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const set = (part: Partial<ItemDraft>) => {
    setDraft({ ...draft, ...part });
    setProblems(NO_PROBLEMS);
    if (save.isError) save.reset();
  };
  const submit = () => {
    if (save.isPending || lacksRates) return;
    const read = readItem(draft);
    if (!read.ok) return setProblems(read.problems);
    const { taxRate, active } = draft;
    if (item === null) return save.mutate({ ...read.item, ...(taxRate !== '' && { tax_rate: taxRate }) });
    save.mutate({ ...read.item, active, tax_rate: taxRate === '' ? null : taxRate });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        description={t`As it is to stand on the receipt.`}
        name="item-name"
        autoComplete="off"
        data-autofocus
        maxLength={250}
        value={draft.name}
        error={problems.name ? t`Enter a name.` : null}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={styles.price}>
        <TextInput
          label={t`Price of one`}
          name="item-amount"
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          error={problems.amount === null ? null : i18n._(PROBLEM_WORDS.amount[problems.amount])}
          onChange={(event) => set({ amount: event.currentTarget.value })}
        />
        <CurrencySelect label={t`Currency`} name="item-currency" value={draft.currency} onChange={(currency) => set({ currency })} />
      </div>
      <TaxSelect name="item-tax" value={draft.taxRate} onChange={(taxRate) => set({ taxRate })} />
      {item === null ? null : (
        <label className={styles.choice}>
          <input
            type="checkbox"
            name="item-active"
            checked={draft.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
          <Trans>It is sold at the counter</Trans>
        </label>
      )}
      {save.isError ? <FailureNotice error={save.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={save.isPending} disabled={lacksRates}>
          {item === null ? <Trans>Add the item</Trans> : <Trans>Save</Trans>}
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
