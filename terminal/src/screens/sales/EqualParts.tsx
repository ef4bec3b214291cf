import { isCurrency } from '@guichet/contract/currencies.ts';
import { equalParts } from '@guichet/contract/saleTotals.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useFormats } from '../../language/useFormats.ts';
import styles from './EqualParts.module.css';

const USUAL = [2, 3, 4, 5, 6];
const MOST_PARTS = 99;

/** What was taken counts as parts, so that what is left falls into as many as are wanted. */
function useSplit(sale: SaleView) {
  const client = useQueryClient();
  const [keys] = useState(() => contentKeys(newKey));
  return useMutation({
    mutationFn: async (into: number | null) => {
      const change = { parts: into === null ? null : sale.taken + into };
      const path = `/guichet/v1/sales/${encodeURIComponent(sale.id)}`;
      return orThrow(await postJson<SaleView>(path, change, { idempotencyKey: keys.keyFor(change) }));
    },
    onSuccess: () => keys.answered(),
    onSettled: () => client.invalidateQueries({ queryKey: ['sales'] }),
  });
}

function PartsToCome({ sale, left }: { sale: SaleView; left: number }) {
  const { t } = useLingui();
  const formats = useFormats();
  const { currency, taken } = sale;
  const all = taken + left;
  const amounts = isCurrency(currency) ? equalParts(BigInt(sale.open), left, currency) : [];
  return (
    <ol className={styles.parts} aria-label={t`Parts to come`}>
      {amounts.map((minor, at) => {
        const part = taken + at + 1;
        return (
          <li key={part}>
            <span>
              <Trans>
                Part {part} of {all}
              </Trans>
            </span>
            <strong className="num">{formats.amount(minor, currency)}</strong>
          </li>
        );
      })}
    </ol>
  );
}

/** Shares what is left of a sale out in equal parts, to the cent; each is then taken by a method of its own. */
export function EqualParts({ sale }: { sale: SaleView }) {
  const { t } = useLingui();
  const split = useSplit(sale);
  const [text, setText] = useState('');
  const [looked, setLooked] = useState(false);
  const typed = Number(text);
  const most = MOST_PARTS - sale.taken;
  const fits = Number.isInteger(typed) && typed >= 2 && typed <= most;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (fits && !split.isPending) split.mutate(typed);
  };
  if (sale.parts_left !== null && sale.parts_left > 0)
    return (
      <div className={styles.split}>
        <PartsToCome sale={sale} left={sale.parts_left} />
        {split.isError ? <FailureNotice error={split.error} /> : null}
        <Button variant="default" className={styles.end} loading={split.isPending} onClick={() => split.mutate(null)}>
          <Trans>No equal parts</Trans>
        </Button>
      </div>
    );
  return (
    <form className={styles.split} onSubmit={submit} noValidate autoComplete="off">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a question of its own. */}
      <div role="group" aria-label={t`Number of equal parts`} className={styles.row}>
        {USUAL.map((into) => (
          <Button
            key={into}
            variant="default"
            aria-label={t`Split into ${into}`}
            disabled={split.isPending}
            onClick={() => split.mutate(into)}
          >
            {into}
          </Button>
        ))}
        <TextInput
          className={styles.number}
          aria-label={t`Another number of parts`}
          placeholder={t`Another number`}
          name="sale-parts"
          inputMode="numeric"
          maxLength={2}
          value={text}
          error={looked && !fits ? t`Enter a number from 2 to ${most}.` : null}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setLooked(false);
          }}
        />
        <Button type="submit" variant="default" loading={split.isPending}>
          <Trans>Split</Trans>
        </Button>
      </div>
      {split.isError ? <FailureNotice error={split.error} /> : null}
    </form>
  );
}
