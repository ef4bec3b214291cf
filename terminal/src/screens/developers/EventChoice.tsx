import { ALL_EVENTS, EVENT_TYPES } from '@guichet/contract/eventTypes.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './EventChoice.module.css';

interface EventChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error: string | null;
}

/** Which events an endpoint is told of: all, those of later versions included, or some that are found by a part of their name. */
export function EventChoice({ chosen, onChange, error }: EventChoiceProps) {
  const { t } = useLingui();
  const [search, setSearch] = useState('');
  const errorId = useId();
  const all = chosen.includes(ALL_EVENTS);
  const shown = EVENT_TYPES.filter((type) => type.includes(search.trim().toLowerCase()));
  const some = chosen.filter((type) => type !== ALL_EVENTS);
  const count = some.length;
  const toggle = (type: string, on: boolean) => onChange(on ? [...some, type] : some.filter((each) => each !== type));
  return (
    <fieldset className={styles.events} aria-describedby={error === null ? undefined : errorId}>
      <legend className={styles.legend}>
        <Trans>Events</Trans>
      </legend>
      <label className={styles.choice}>
        <input type="checkbox" checked={all} onChange={(event) => onChange(event.currentTarget.checked ? [ALL_EVENTS] : [])} />
        <span>
          <Trans>All events, those of later versions too</Trans>
        </span>
      </label>
      {all ? null : (
        <>
          <TextInput
            label={t`Find an event`}
            description={t`${count} chosen`}
            type="search"
            name="event-search"
            autoComplete="off"
            placeholder="charge"
            leftSection={<Icon name="search" size={18} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            // Enter in a search must not send the form.
            onKeyDown={(event) => (event.key === 'Enter' ? event.preventDefault() : undefined)}
          />
          <ul className={styles.list}>
            {shown.map((type) => (
              <li key={type}>
                <label className={styles.choice}>
                  <input type="checkbox" checked={some.includes(type)} onChange={(event) => toggle(type, event.currentTarget.checked)} />
                  <code>{type}</code>
                </label>
              </li>
            ))}
            {shown.length === 0 ? (
              <li className={`${styles.none} muted`}>
                <Trans>No event has this in its name.</Trans>
              </li>
            ) : null}
          </ul>
        </>
      )}
      {error === null ? null : (
        <p id={errorId} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
