import type { ComponentProps, ReactNode } from 'react';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

export interface TextInputProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps> {
  /** Shown inside the field, before what is typed; a press on it goes to the field. */
  readonly leftSection?: ReactNode;
  readonly rightSection?: ReactNode;
}

/** A line of text, or whatever else the browser's own `input` takes. */
export function TextInput(props: TextInputProps) {
  const { label, description, error, className, leftSection, rightSection, ...input } = props;
  return (
    <Field props={props}>
      {(links) => (
        <span className={styles.box}>
          {leftSection === undefined ? null : <span className={styles.left}>{leftSection}</span>}
          <input
            type="text"
            {...input}
            {...links}
            className={styles.input}
            data-left={leftSection === undefined ? undefined : true}
            data-right={isShown(rightSection) || undefined}
          />
          {isShown(rightSection) ? <span className={styles.right}>{rightSection}</span> : null}
        </span>
      )}
    </Field>
  );
}

const isShown = (section: ReactNode): boolean => section !== undefined && section !== null;
