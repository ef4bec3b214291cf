import { RECORDED_METHODS } from '@guichet/contract/recordViews.ts';
import { useLingui } from '@lingui/react/macro';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { staffQuery } from '../../api/queries.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './RecordsScreen.module.css';
import { METHOD_WORDS } from './recordWords.ts';

const SEARCH_AFTER_MS = 200;

/** What the list of records is narrowed to, as it stands in the address. */
export interface RecordSearch {
  readonly query?: string | undefined;
  readonly day?: string | undefined;
  readonly method?: string | undefined;
  readonly staff?: string | undefined;
}

/** Search and filters of the list. `day` is the one that is shown, which is today's where none was chosen and nothing is searched for. */
export function RecordFilters({
  search,
  day,
  onChange,
}: {
  search: RecordSearch;
  day: string | undefined;
  onChange: (change: RecordSearch) => void;
}) {
  const { t, i18n } = useLingui();
  const staff = useQuery(staffQuery);
  const [text, setText] = useState(search.query ?? '');
  const send = useDebouncedCallback((query: string) => onChange({ query }), SEARCH_AFTER_MS);
  return (
    <search className={styles.filters} aria-label={t`Filter records`}>
      <TextInput
        className={styles.query}
        label={t`Search`}
        type="search"
        name="query"
        autoComplete="off"
        maxLength={200}
        placeholder={t`Customer, reference…`}
        leftSection={<Icon name="search" size={18} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      <TextInput
        label={t`Day`}
        type="date"
        name="day"
        value={day ?? ''}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Paid by`}
        name="method"
        value={search.method ?? ''}
        onChange={(event) => onChange({ method: event.currentTarget.value })}
        data={[{ value: '', label: t`All` }, ...RECORDED_METHODS.map((value) => ({ value, label: i18n._(METHOD_WORDS[value]) }))]}
      />
      <NativeSelect
        label={t`Taken by`}
        name="staff"
        value={search.staff ?? ''}
        onChange={(event) => onChange({ staff: event.currentTarget.value })}
        data={[{ value: '', label: t`All` }, ...(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </search>
  );
}
