import type { ComponentProps, CSSProperties } from 'react';
import styles from './controls.module.css';
import { Field, type FieldProps } from './Field.tsx';

interface TextareaProps extends FieldProps, Omit<ComponentProps<'textarea'>, keyof FieldProps | 'rows' | 'style'> {
  /** It is as high as what is typed, within these; where a browser can't do that, as high as the least. */
  readonly minRows?: number;
  readonly maxRows?: number;
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const { label, description, error, className, minRows = 2, maxRows, ...textarea } = props;
  const rows: CSSProperties & Record<`--${string}`, number | undefined> = { '--least-rows': minRows, '--most-rows': maxRows };
  return (
    <Field props={props}>{(links) => <textarea rows={minRows} {...textarea} {...links} className={styles.input} style={rows} />}</Field>
  );
}
