import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import styles from './OwnFields.module.css';
import { answerId, askedFields, NO_EXTRAS, type SaleExtras, type WithExtras } from './saleExtras.ts';

const MOST_LETTERS = 500;

interface AnswerProps {
  readonly field: OwnFieldView;
  readonly value: string;
  readonly looked: boolean;
  readonly onChange: (text: string) => void;
}

function Answer({ field, value, looked, onChange }: AnswerProps) {
  const { t } = useLingui();
  const { key, label, kind, choices, required } = field;
  const missing = looked && required && value.trim() === '';
  const shared = {
    id: answerId(key),
    name: answerId(key),
    label: required ? label : t`${label} (optional)`,
    value,
    required,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (kind === 'choice')
    return (
      <NativeSelect
        {...shared}
        error={missing ? t`Choose one.` : null}
        data={[{ value: '', label: '' }, ...choices.map((choice) => ({ value: choice, label: choice }))]}
      />
    );
  return (
    <TextInput
      {...shared}
      autoComplete="off"
      maxLength={MOST_LETTERS}
      error={missing ? t`Fill this in.` : null}
      {...(kind === 'postcode' && { autoCapitalize: 'characters' })}
    />
  );
}

/** What the place wants to know besides, as its managers decided. Nothing where it asks for nothing. */
export function OwnFields({ draft, onEdit }: { draft: WithExtras; onEdit: (change: { extras: SaleExtras }) => void }) {
  const fields = useQuery(ownFieldsQuery);
  const { extras = NO_EXTRAS } = draft;
  const asked = askedFields(fields.data ?? [], draft);
  if (asked.length === 0) return null;
  return (
    <div className={styles.fields}>
      {asked.map((field) => (
        <Answer
          key={field.key}
          field={field}
          value={extras.answers[field.key] ?? ''}
          looked={extras.looked}
          onChange={(text) => onEdit({ extras: { ...extras, answers: { ...extras.answers, [field.key]: text } } })}
        />
      ))}
    </div>
  );
}
