import type { CustomerView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { customersQuery } from '../../api/queries.ts';
import { useCardName } from '../../components/CardName.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './CustomerSearch.module.css';
import { FIELD_ID } from './saleFields.ts';

const FROM_CHARACTERS = 2;
const DEBOUNCE_MS = 150;
const SHOWN = 6;

type Choice =
  | { readonly kind: 'customer'; readonly key: string; readonly customer: CustomerView }
  | { readonly kind: 'card'; readonly key: string; readonly customer: CustomerView; readonly card: CustomerView['cards'][number] }
  | { readonly kind: 'new'; readonly key: string };

interface CustomerSearchProps {
  readonly onPick: (customer: CustomerView, card: string | null) => void;
  /** Without it only customers who are known can be chosen. */
  readonly onNew?: (typed: string) => void;
  readonly label?: string;
}

const choicesFor = (customers: readonly CustomerView[], withNew: boolean): readonly Choice[] => [
  ...customers.flatMap((customer): Choice[] => [
    { kind: 'customer', key: customer.id, customer },
    ...customer.cards.map((card) => ({ kind: 'card', key: card.id, customer, card }) as const),
  ]),
  ...(withNew ? [{ kind: 'new', key: 'new' } as const] : []),
];

/** Searches while one types; a combobox as the ARIA practices describe it. Enter picks what is lit, the first match to begin with. */
export function CustomerSearch({ onPick, onNew, label }: CustomerSearchProps) {
  const { t } = useLingui();
  const cardName = useCardName();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [lit, setLit] = useState(0);
  const [searched] = useDebouncedValue(text.trim(), DEBOUNCE_MS);
  const typed = text.trim();
  const enough = typed.length >= FROM_CHARACTERS;
  const found = useQuery({
    ...customersQuery(searched, {}, SHOWN),
    enabled: searched.length >= FROM_CHARACTERS,
    placeholderData: keepPreviousData,
  });
  const settled = searched === typed && found.data !== undefined && !found.isPlaceholderData;
  const customers = enough ? (found.data?.data ?? []) : [];
  const choices = choicesFor(customers, onNew !== undefined);
  const count = customers.length;
  const shown = open && enough && (settled || found.isError || customers.length > 0);

  const pick = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    if (choice.kind === 'new') onNew?.(typed);
    else onPick(choice.customer, choice.kind === 'card' ? choice.card.id : null);
  };

  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!enough) return;
      event.preventDefault();
      if (!shown || choices.length === 0) return setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setLit((choices.length + lit + step) % choices.length);
    } else if (event.key === 'Enter' && enough && open) {
      // While the answer is on its way Enter neither charges nor picks what the list showed for other letters.
      event.preventDefault();
      if (shown && (settled || found.isError)) pick(choices[lit]);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
    }
  };

  const optionId = (at: number) => `${listId}-${at}`;
  return (
    <div className={styles.search}>
      <TextInput
        id={FIELD_ID.customer}
        label={label ?? t`Customer`}
        name="sale-customer"
        role="combobox"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown ? optionId(lit) : undefined}
        aria-keyshortcuts="Alt+C"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={t`Name, e-mail, phone, invoice…`}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setLit(0);
          setOpen(true);
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <div id={listId} role="listbox" aria-label={t`Customers`} className={styles.list} hidden={!shown || choices.length === 0}>
        {choices.map((choice, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: in a combobox the focus stays in the field (aria-activedescendant).
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
          <div
            key={choice.key}
            id={optionId(at)}
            role="option"
            aria-selected={at === lit}
            className={styles.choice}
            data-kind={choice.kind}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setLit(at)}
            onClick={() => pick(choice)}
          >
            {choice.kind === 'customer' ? (
              <>
                <span className={styles.name}>
                  {choice.customer.name ?? choice.customer.email ?? choice.customer.phone ?? choice.customer.id}
                </span>
                <span className={styles.detail}>
                  {choice.customer.name === null ? choice.customer.phone : (choice.customer.email ?? choice.customer.phone)}
                </span>
              </>
            ) : null}
            {choice.kind === 'card' ? (
              <>
                <Icon name="card" size={18} />
                <span className="num">{cardName(choice.card)}</span>
                <span className="vh">{choice.customer.name}</span>
              </>
            ) : null}
            {choice.kind === 'new' ? (
              <>
                <Icon name="plus" size={18} />
                <span>
                  <Trans>New customer “{typed}”</Trans>
                </span>
              </>
            ) : null}
          </div>
        ))}
      </div>
      <span className="vh" role="status">
        {shown && settled ? (count === 0 ? t`No customer found` : t`Found: ${count}`) : ''}
      </span>
    </div>
  );
}
