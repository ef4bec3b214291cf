import { type AmountProblem, parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { taxRatesQuery } from '../../../api/catalogueQueries.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { TaxSelect } from '../../items/TaxSelect.tsx';
import { taxOf } from '../../items/taxOf.ts';
import { PROBLEM_WORDS } from '../problemWords.ts';
import styles from './ItemsPanel.module.css';
import type { ItemLine } from './itemsDraft.ts';

interface FreeLineProps {
  readonly name: string;
  readonly currency: string;
  readonly onAdd: (line: ItemLine) => void;
  readonly onCancel: () => void;
}

/** Something that stands in no catalogue: its name, its price, and the tax that it bears. Enter adds it. */
export function FreeLine({ name: first, currency, onAdd, onCancel }: FreeLineProps) {
  const { t, i18n } = useLingui();
  const rates = useQuery(taxRatesQuery);
  const [name, setName] = useState(first);
  const [text, setText] = useState('');
  const [taxRate, setTaxRate] = useState('');
  const [looked, setLooked] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const priceField = useRef<HTMLInputElement>(null);
  useEffect(() => (first === '' ? nameField : priceField).current?.focus(), [first]);
  const read = isCurrency(currency) ? parseAmount(text, currency) : null;
  const problem: AmountProblem | null = read === null ? 'other_currency' : read.ok ? null : read.problem;
  const add = () => {
    setLooked(true);
    if (name.trim() === '') return nameField.current?.focus();
    if (read === null || !read.ok) return priceField.current?.focus();
    // Nobody could have chosen a tax yet, and without one it would be sold free of it.
    if (rates.data === undefined) return;
    const rate = rates.data.find(({ id }) => id === taxRate);
    const tax = rate === undefined ? null : taxOf(rate);
    onAdd({ product: null, name: name.trim(), unitAmount: Number(read.money.amount), tax, quantity: 1, discount: '' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      add();
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a question of its own.
    <div role="group" aria-label={t`Free line`} className={styles.free} onKeyDown={press}>
      <TextInput
        ref={nameField}
        label={t`Name`}
        name="free-name"
        autoComplete="off"
        maxLength={250}
        value={name}
        error={looked && name.trim() === '' ? t`Enter a name.` : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        ref={priceField}
        label={t`Price of one`}
        name="free-amount"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        error={looked && problem !== null ? i18n._(PROBLEM_WORDS.amount[problem]) : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TaxSelect name="free-tax" value={taxRate} onChange={setTaxRate} />
      <div className={styles.buttons}>
        <Button variant="default" loading={rates.isFetching && rates.data === undefined} disabled={rates.data === undefined} onClick={add}>
          <Trans>Add the line</Trans>
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </div>
  );
}
