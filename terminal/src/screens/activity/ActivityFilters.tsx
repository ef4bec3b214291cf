import { ACTIVITY_ACTIONS } from '@guichet/contract/activityViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery, staffQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './ActivityFilters.module.css';
import { ACTION_WORDS } from './actionWords.ts';
import type { ActivitySearch } from './activitySearch.ts';

const SEARCH_AFTER_MS = 200;

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Everybody who can have acted: colleagues, keys where one may see them, and Guichet itself. */
function useActors(): readonly Choice[] {
  const staff = useQuery({ ...staffQuery, enabled: useMay('payments.read') });
  const keys = useQuery({ ...apiKeysQuery, enabled: useMay('api_keys.write') });
  return [...(staff.data ?? []), ...(keys.data ?? []), { id: 'system', name: 'Guichet' }].map(({ id, name }) => ({
    value: id,
    label: name,
  }));
}

/** Actions in the order of their words; two with the same words stand as one line each, told apart by nothing else. */
function useActions(): readonly Choice[] {
  const { i18n } = useLingui();
  const choices = ACTIVITY_ACTIONS.map((value) => ({ value, label: i18n._(ACTION_WORDS[value]) }));
  return choices.sort((one, other) => one.label.localeCompare(other.label, i18n.locale));
}

/** Search and filters of the log; on a narrow screen the filters fold away behind one button that tells how many are set. */
export function ActivityFilters({ search, onChange }: { search: ActivitySearch; onChange: (change: ActivitySearch) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState(search.query ?? '');
  const [open, { toggle }] = useDisclosure(false);
  const send = useDebouncedCallback((query: string) => onChange({ query }), SEARCH_AFTER_MS);
  const actors = useActors();
  const actions = useActions();
  const set = [search.from, search.to, search.actor, search.action, search.target].filter((value) => value !== undefined).length;
  const clear = () => {
    setText('');
    onChange({ query: '', from: '', to: '', actor: '', action: '', target: '' });
  };
  return (
    <search className={styles.filters} aria-label={t`Filter the activity log`}>
      <TextInput
        label={t`Search`}
        type="search"
        name="query"
        autoComplete="off"
        placeholder={t`Colleague, customer, key, id…`}
        leftSection={<Icon name="search" size={18} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      <Button className={styles.toggle} variant="default" aria-expanded={open} onClick={toggle}>
        {set === 0 ? <Trans>Filters</Trans> : <Trans>Filters ({set})</Trans>}
      </Button>
      <div className={styles.fields} data-open={open || undefined}>
        <TextInput
          label={t`From`}
          type="date"
          name="from"
          value={search.from ?? ''}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t`To`}
          type="date"
          name="to"
          value={search.to ?? ''}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        <NativeSelect
          label={t`Who`}
          name="actor"
          value={search.actor ?? ''}
          onChange={(event) => onChange({ actor: event.currentTarget.value })}
          data={[{ value: '', label: t`All` }, ...actors]}
        />
        <NativeSelect
          label={t`What`}
          name="action"
          value={search.action ?? ''}
          onChange={(event) => onChange({ action: event.currentTarget.value })}
          data={[{ value: '', label: t`All` }, ...actions]}
        />
        {set === 0 && text === '' ? null : (
          <Button variant="subtle" className={styles.clear} onClick={clear}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </div>
    </search>
  );
}
