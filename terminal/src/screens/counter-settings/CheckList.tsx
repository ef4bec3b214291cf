import type { ReactNode } from 'react';
import styles from './CheckList.module.css';

interface CheckListProps {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly name: string;
  readonly chosen: readonly string[];
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  readonly onChange: (chosen: string[]) => void;
}

/** Any number of a few choices. */
export function CheckList({ legend, hint, name, chosen, choices, onChange }: CheckListProps) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      <div className={styles.row}>
        {choices.map(({ value, words }) => (
          <Check
            key={value}
            name={name}
            checked={chosen.includes(value)}
            onChange={(checked) => onChange(checked ? [...chosen, value] : chosen.filter((each) => each !== value))}
          >
            {words}
          </Check>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckProps {
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export const Check = ({ name, checked, onChange, children }: CheckProps) => (
  <label className={styles.choice}>
    <input type="checkbox" name={name} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{children}</span>
  </label>
);
