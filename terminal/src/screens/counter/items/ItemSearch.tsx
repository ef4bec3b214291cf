import type { ItemView } from '@guichet/contract/itemViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { soldItemsQuery } from '../../../api/catalogueQueries.ts';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import list from '../CustomerSearch.module.css';
import chips from '../PresetBar.module.css';
import styles from './ItemsPanel.module.css';
import { ITEM_SEARCH_ID } from './itemSearchId.ts';
import { type ItemLine, lineOf } from './itemsDraft.ts';

const DEBOUNCE_MS = 100;

interface ItemSearchProps {
  readonly currency: string;
  readonly takesFocus: boolean;
  readonly onPick: (line: ItemLine) => void;
  /** For what stands in no catalogue. */
  readonly onFree: (name: string) => void;
}

const price = ({ price: found }: ItemView): number => found?.unit_amount ?? 0;

/** The catalogue to tap on, and found in from the first letter; a combobox as the ARIA practices describe it. */
export function ItemSearch({ currency, takesFocus, onPick, onFree }: ItemSearchProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [lit, setLit] = useState(0);
  const [entered, setEntered] = useState(false);
  const typed = text.trim();
  const [searched] = useDebouncedValue(typed, DEBOUNCE_MS);
  const found = useQuery({ ...soldItemsQuery(searched, currency), placeholderData: keepPreviousData });
  const settled = searched === typed && found.data !== undefined && !found.isPlaceholderData;
  const items = found.data ?? [];
  const shown = open && typed !== '' && (settled || items.length > 0 || found.isError);
  const count = items.length;
  useEffect(() => {
    if (takesFocus) document.getElementById(ITEM_SEARCH_ID)?.focus();
  }, [takesFocus]);

  const pick = (item: ItemView | undefined) => {
    if (item === undefined) return onFree(typed);
    onPick(lineOf(item));
    setText('');
  };
  const known = typed !== '' && (settled || found.isError);
  // Enter may come before the answer: whoever types fast, or a scanner, waits for nothing.
  useEffect(() => {
    if (!entered || !known) return;
    setEntered(false);
    pick(items[lit]);
  });
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (typed === '') return;
      event.preventDefault();
      if (!shown) return setOpen(true);
      setLit((count + 1 + lit + (event.key === 'ArrowDown' ? 1 : -1)) % (count + 1));
    } else if (event.key === 'Enter') {
      // Never takes the payment: a second press after an item was added would do so unasked.
      event.preventDefault();
      if (typed === '' || !open) return;
      if (known) pick(items[lit]);
      else setEntered(true);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
    }
  };
  const optionId = (at: number) => `${listId}-${at}`;
  const option = (at: number) => ({
    id: optionId(at),
    role: 'option',
    'aria-selected': at === lit,
    className: list.choice,
    onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onMouseMove: () => setLit(at),
    onClick: () => pick(items[at]),
  });
  return (
    <>
      <div className={list.search}>
        <TextInput
          id={ITEM_SEARCH_ID}
          label={t`Add an item`}
          name="sale-items"
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown ? optionId(lit) : undefined}
          aria-keyshortcuts="Alt+A"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t`Name of the item`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setLit(0);
            setEntered(false);
            setOpen(true);
          }}
          onKeyDown={press}
          onBlur={() => setOpen(false)}
        />
        <div id={listId} role="listbox" aria-label={t`Items that fit`} className={list.list} hidden={!shown}>
          {items.map((item, at) => (
            <div key={item.id} {...option(at)}>
              <span className={list.name}>{item.name}</span>
              <span className={list.detail}>{formats.amount(price(item), currency)}</span>
            </div>
          ))}
          <div {...option(count)}>
            <Icon name="plus" size={18} />
            <span>
              <Trans>Free line “{typed}”</Trans>
            </span>
          </div>
        </div>
        <span className="vh" role="status">
          {shown && settled ? (count === 0 ? t`No item is called so` : t`Found: ${count}`) : ''}
        </span>
      </div>
      {found.isError ? <FailureNotice error={found.error} retry={() => void found.refetch()} /> : null}
      <ul className={chips.row} aria-label={t`Items to add`}>
        {(typed === '' ? items : []).map((item) => (
          <li key={item.id}>
            <button type="button" className={chips.chip} onClick={() => onPick(lineOf(item))}>
              {item.name} <span className="muted">{formats.amount(price(item), currency)}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={styles.small} onClick={() => onFree(typed)}>
            <Icon name="plus" size={18} />
            <Trans>Free line</Trans>
          </button>
        </li>
      </ul>
    </>
  );
}
