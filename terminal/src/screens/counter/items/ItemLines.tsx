import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import { useTaxWords } from '../../items/useTaxWords.ts';
import styles from './ItemLines.module.css';
import { changedLine, type ItemLine, type ItemsDraft, type ItemsReckoning, MOST_OF_ONE, withoutLine } from './itemsDraft.ts';
import { useItemProblemWords } from './useItemProblemWords.ts';

export interface ItemsEditProps {
  readonly items: ItemsDraft;
  readonly currency: string;
  readonly reckoned: ItemsReckoning;
  readonly onChange: (items: ItemsDraft) => void;
}

interface LineProps {
  readonly line: ItemLine;
  readonly currency: string;
  /** With its tax; null while it cannot be told. */
  readonly total: bigint | null;
  readonly problem: string | null;
  readonly onChange: (change: Partial<ItemLine>) => void;
  readonly onRemove: () => void;
}

/** How many of one: by the buttons, or typed. Nothing is not a number of things: the line stays as it was. */
function Quantity({
  line: { name, quantity },
  onChange,
  problemId,
}: Pick<LineProps, 'line' | 'onChange'> & { problemId: string | undefined }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);
  const set = (next: number) => {
    if (Number.isInteger(next) && next >= 1 && next <= MOST_OF_ONE) onChange({ quantity: next });
  };
  return (
    <span className={styles.quantity}>
      <button type="button" aria-label={t`One less: ${name}`} disabled={quantity <= 1} onClick={() => set(quantity - 1)}>
        <span aria-hidden="true">−</span>
      </button>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        name="item-quantity"
        maxLength={4}
        aria-label={t`Quantity: ${name}`}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        value={typed ?? String(quantity)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          set(Number(event.currentTarget.value));
        }}
        onBlur={() => setTyped(null)}
      />
      <button type="button" aria-label={t`One more: ${name}`} disabled={quantity >= MOST_OF_ONE} onClick={() => set(quantity + 1)}>
        <span aria-hidden="true">+</span>
      </button>
    </span>
  );
}

function Line({ line, currency, total, problem, onChange, onRemove }: LineProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const taxWords = useTaxWords();
  const [opened, setOpened] = useState(false);
  const problemId = useId();
  const { name, unitAmount, tax, discount } = line;
  // A discount is never out of sight, whichever line stood here before.
  const isOpen = opened || discount !== '';
  const ofLine = discount === '' ? problem : null;
  return (
    <li className={styles.line}>
      <span className={styles.name}>
        {name}
        <small className="muted">
          {formats.amount(unitAmount, currency)}
          {tax === null ? null : ` · ${taxWords(tax)}`}
        </small>
      </span>
      <span className={`num ${styles.total}`}>{total === null ? '' : formats.amount(total, currency)}</span>
      <span className={styles.tools}>
        <Quantity line={line} onChange={onChange} problemId={ofLine === null ? undefined : problemId} />
        <button
          type="button"
          className={styles.tool}
          aria-label={t`Discount on ${name}`}
          aria-expanded={isOpen}
          onClick={() => {
            if (discount !== '') onChange({ discount: '' });
            setOpened(!isOpen);
          }}
        >
          <Icon name="percent" size={18} />
        </button>
        <button type="button" className={styles.tool} aria-label={t`Take ${name} out`} onClick={onRemove}>
          <Icon name="cross" size={18} />
        </button>
      </span>
      {ofLine === null ? null : (
        <p id={problemId} className={styles.problem} role="alert">
          {ofLine}
        </p>
      )}
      {isOpen ? (
        <TextInput
          className={styles.discount}
          label={t`Discount on ${name}`}
          name="item-discount"
          inputMode="text"
          autoComplete="off"
          autoFocus={discount === ''}
          maxLength={30}
          placeholder={t`10% or an amount`}
          value={discount}
          error={discount === '' ? null : problem}
          onChange={(event) => {
            setOpened(true);
            onChange({ discount: event.currentTarget.value });
          }}
        />
      ) : null}
    </li>
  );
}

/** What is sold, line by line. */
export function ItemLines({ items, currency, reckoned, onChange }: ItemsEditProps) {
  const { t } = useLingui();
  const words = useItemProblemWords(reckoned);
  const ofWhole = words('whole');
  return (
    <>
      <ul className={styles.lines} aria-label={t`What is sold`}>
        {items.lines.map((line, at) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may stand there twice, and lines never change places.
            key={`${at} ${line.product ?? line.name}`}
            line={line}
            currency={currency}
            total={reckoned.ok ? (reckoned.totals.lines[at]?.total ?? null) : null}
            problem={words(at)}
            onChange={(change) => onChange(changedLine(items, at, change))}
            onRemove={() => onChange(withoutLine(items, at))}
          />
        ))}
      </ul>
      {ofWhole === null ? null : (
        <p className={styles.problem} role="alert">
          {ofWhole}
        </p>
      )}
    </>
  );
}
