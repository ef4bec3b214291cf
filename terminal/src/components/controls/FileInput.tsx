import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { Icon } from '../Icon.tsx';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

interface FileInputProps extends FieldProps {
  readonly name: string;
  /** The types of files that can be chosen, as `input` has them. */
  readonly accept: string;
  readonly value: File | null;
  /** Shown while none is chosen. */
  readonly placeholder: string;
  readonly disabled?: boolean;
  readonly onChange: (file: File | null) => void;
}

/** A file, chosen by a press, and taken back by another. */
export function FileInput(props: FileInputProps) {
  const { name, accept, value, placeholder, disabled = false, onChange } = props;
  const { t } = useLingui();
  const picker = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Field props={props}>
      {(links) => (
        <span className={styles.box}>
          <input
            ref={picker}
            type="file"
            hidden
            name={name}
            accept={accept}
            onChange={({ currentTarget }) => {
              onChange(currentTarget.files?.[0] ?? null);
              // The same file again is a choice, too.
              currentTarget.value = '';
            }}
          />
          <button
            ref={button}
            type="button"
            {...links}
            // Its label names it; what it says is told besides.
            aria-describedby={`${links.id}-chosen ${links['aria-describedby'] ?? ''}`.trim()}
            className={styles.input}
            disabled={disabled}
            data-right
            data-empty={value === null || undefined}
            onClick={() => picker.current?.click()}
          >
            <span id={`${links.id}-chosen`}>{value?.name ?? placeholder}</span>
          </button>
          {value === null ? null : (
            <button
              type="button"
              className={styles.look}
              aria-label={t`Remove it`}
              aria-describedby={`${links.id}-chosen`}
              disabled={disabled}
              onClick={() => {
                onChange(null);
                // This button goes away.
                button.current?.focus();
              }}
            >
              <Icon name="cross" />
            </button>
          )}
        </span>
      )}
    </Field>
  );
}
