import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { nowMs } from '../../browser/clock.ts';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useFormats } from '../../language/useFormats.ts';
import type { PlaceLink } from '../../shell/places.ts';
import styles from './JumpSearch.module.css';
import { type JumpChoice, useJumpChoices } from './useJumpChoices.ts';

function ChoiceLine({ choice }: { choice: JumpChoice }) {
  const formats = useFormats();
  if (choice.kind === 'page')
    return (
      <>
        <Icon name={choice.page.icon} />
        <span className={styles.name}>{choice.page.name}</span>
      </>
    );
  if (choice.kind === 'customer') {
    const { name, email, phone, id } = choice.customer;
    return (
      <>
        <Icon name="person" />
        <span className={styles.name}>{name ?? email ?? phone ?? id}</span>
        <span className={styles.detail}>{name === null ? phone : (email ?? phone)}</span>
      </>
    );
  }
  const { amount, currency, status, customer, description, created } = choice.payment;
  return (
    <>
      <Icon name="payments" />
      <span className={styles.name}>{formats.amount(amount, currency)}</span>
      <StatusBadge status={status} />
      <span className={styles.detail}>
        {[customer?.name ?? customer?.email, description, formats.recent(created, nowMs())].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

interface JumpSearchProps {
  readonly places: readonly PlaceLink[];
  readonly onPick: (choice: JumpChoice) => void;
}

/** A combobox whose list is always open: arrows light a line, Enter goes there. */
export function JumpSearch({ places, onPick }: JumpSearchProps) {
  const { t } = useLingui();
  const listId = useId();
  const [text, setText] = useState('');
  const [lit, setLit] = useState(0);
  const [isAwaited, setAwaited] = useState(false);
  const { choices, settled, failed } = useJumpChoices(places, text);
  const at = Math.min(lit, choices.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;
  // A customer or payment that was found for other letters isn't what is meant: Enter waits for the answer.
  const awaited = isAwaited && settled ? choices[at] : undefined;
  useEffect(() => {
    if (isAwaited && settled) setAwaited(false);
    if (awaited !== undefined) onPick(awaited);
  }, [isAwaited, settled, awaited, onPick]);
  const light = (index: number) => {
    setAwaited(false);
    setLit(index);
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (choices.length > 0) light((choices.length + at + (event.key === 'ArrowDown' ? 1 : -1)) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[at];
      if (choice !== undefined && (choice.kind === 'page' || settled)) onPick(choice);
      else setAwaited(!settled);
    }
  };
  const count = choices.length;
  const said = failed ? t`Customers and payments could not be searched.` : settled && count === 0 ? t`Nothing found` : '';
  return (
    <div className={styles.search}>
      <TextInput
        data-autofocus
        aria-label={t`Page, customer or payment`}
        name="jump"
        role="combobox"
        aria-expanded={count > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={count > 0 ? optionId(at) : undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setLit(0);
          setAwaited(false);
        }}
        onKeyDown={press}
      />
      <div id={listId} role="listbox" aria-label={t`Found`} className={styles.list} hidden={count === 0}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: in a combobox the focus stays in the field (aria-activedescendant).
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys.
          <div
            key={choice.key}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            className={styles.choice}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setLit(index)}
            onClick={() => onPick(choice)}
          >
            <ChoiceLine choice={choice} />
          </div>
        ))}
      </div>
      <p className={styles.said} role="status">
        {said}
      </p>
      <span className="vh" role="status">
        {text.trim() !== '' && settled && count > 0 ? t`Found: ${count}` : ''}
      </span>
    </div>
  );
}
