import { useLingui } from '@lingui/react/macro';
import { type ComponentProps, useState } from 'react';
import { Icon } from '../Icon.tsx';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

interface PasswordInputProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps | 'type'> {}

/** A password, which can be looked at while it is typed. */
export function PasswordInput(props: PasswordInputProps) {
  const { label, description, error, className, ...input } = props;
  const { t } = useLingui();
  const [isSeen, setSeen] = useState(false);
  return (
    <Field props={props}>
      {(links) => (
        <span className={styles.box}>
          <input {...input} {...links} type={isSeen ? 'text' : 'password'} className={styles.input} data-right />
          <button
            type="button"
            className={styles.look}
            aria-label={t`Show or hide the password`}
            aria-pressed={isSeen}
            // The field keeps the focus, and the place in what was typed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setSeen(!isSeen)}
          >
            <Icon name={isSeen ? 'hide' : 'look'} />
          </button>
        </span>
      )}
    </Field>
  );
}
