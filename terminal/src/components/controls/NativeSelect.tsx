import type { ComponentProps } from 'react';
import { Icon } from '../Icon.tsx';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface NativeSelectProps extends FieldProps, Omit<ComponentProps<'select'>, keyof FieldProps> {
  /** What can be chosen; a text stands for itself. Children say it where options have groups. */
  readonly data?: readonly (Option | string)[];
}

/** The browser's own choice from a list, which phones and readers of the screen know best. */
export function NativeSelect(props: NativeSelectProps) {
  const { label, description, error, className, data, children, ...select } = props;
  return (
    <Field props={props}>
      {(links) => (
        <span className={styles.box}>
          <select {...select} {...links} className={styles.input}>
            {children ??
              data?.map((option) => {
                const { value, label: words } = typeof option === 'string' ? { value: option, label: option } : option;
                return (
                  <option key={value} value={value}>
                    {words}
                  </option>
                );
              })}
          </select>
          <span className={styles.right}>
            <Icon name="choose" size={16} />
          </span>
        </span>
      )}
    </Field>
  );
}
