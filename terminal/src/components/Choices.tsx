import type { ReactNode } from 'react';
import styles from './Choices.module.css';

interface ChoicesProps<T extends string> {
  readonly name: string;
  readonly legend: ReactNode;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly choices: readonly { readonly value: T; readonly words: ReactNode }[];
  /** Stands beside the legend. */
  readonly hint?: ReactNode;
  /** Id of the choice that a shortcut leads to: the chosen one, as in every group of radio buttons. */
  readonly firstId?: string;
}

/** A few choices side by side: radio buttons that look like pills and wrap where there is little room. */
export function Choices<T extends string>({ name, legend, value, onChange, choices, hint, firstId }: ChoicesProps<T>) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>
        {legend}
        {hint}
      </legend>
      <div className={styles.row}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              id={choice.value === value ? firstId : undefined}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={styles.words}>{choice.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
