import type { ComponentProps, ReactNode } from 'react';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

export interface TextInputProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps> {
  /** Shown inside the field, before what is typed; a press on it goes to the field. */
  readonly leftSection?: ReactNode;
  readonly rightSection?: ReactNode;
  /** How much room the right section has, as CSS measures it; as much as an icon needs unless told. */
  readonly rightSectionWidth?: string;
}

/** A line of text, or whatever else the browser's own `input` takes. */
export function TextInput(props: TextInputProps) {
  const { label, description, error, className, leftSection, rightSection, rightSectionWidth, ...input } = props;
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
            style={isShown(rightSection) ? { paddingInlineEnd: rightSectionWidth ?? '2.5rem' } : undefined}
          />
          {isShown(rightSection) ? (
            <span className={styles.right} style={{ width: rightSectionWidth }}>
              {rightSection}
            </span>
          ) : null}
        </span>
      )}
    </Field>
  );
}

const isShown = (section: ReactNode): boolean => section !== undefined && section !== null;
