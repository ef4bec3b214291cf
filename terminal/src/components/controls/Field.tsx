import { type ReactNode, useId } from 'react';
import styles from './controls.module.css';

/** What any field may have around it. */
export interface FieldProps {
  readonly label?: ReactNode;
  readonly description?: ReactNode;
  /** Said below the field, which then counts as wrong; nothing, null or an empty text while nothing is. */
  readonly error?: ReactNode;
  /** Of the whole: label, field and what is said about it. */
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
}

/** The attributes that tie an element to its label and to what is said about it. */
export interface FieldLinks {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

const isSaid = (words: ReactNode): boolean => words !== undefined && words !== null && words !== false && words !== '';

/** A label, what is said about the field, the field itself and what is wrong with it, in this order. */
export function Field({ props, children }: { props: FieldProps; children: (links: FieldLinks) => ReactNode }) {
  const { label, description, error, className } = props;
  const own = useId();
  const id = props.id ?? own;
  const [errorId, descriptionId] = [`${id}-error`, `${id}-description`];
  const isWrong = isSaid(error);
  const said = [isWrong ? errorId : null, isSaid(description) ? descriptionId : null, props['aria-describedby']].filter(Boolean).join(' ');
  return (
    <div className={className}>
      {label === undefined ? null : (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      {isSaid(description) ? (
        <p id={descriptionId} className={styles.description}>
          {description}
        </p>
      ) : null}
      {children({ id, 'aria-describedby': said === '' ? undefined : said, 'aria-invalid': isWrong || undefined })}
      {isWrong ? (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      ) : null}
    </div>
  );
}
