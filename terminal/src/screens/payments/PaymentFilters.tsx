import { PAYMENT_STATUSES, STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownFieldsQuery } from '../../api/counterFieldQueries.ts';
import { staffQuery } from '../../api/queries.ts';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import { CHANNEL_WORDS, METHOD_TYPE_WORDS, STATUS_WORDS } from '../../language/words.ts';
import styles from './PaymentFilters.module.css';
import type { PaymentSearch } from './paymentSearch.ts';

const SEARCH_AFTER_MS = 200;

/** The answer that a report led here by, and the others that can be chosen instead. */
function AnswerFilter({ field, answer, onChange }: { field: string; answer: string; onChange: (answer: string) => void }) {
  const { t } = useLingui();
  const known = (useQuery(ownFieldsQuery).data ?? []).find(({ key, kind }) => key === field && kind === 'choice');
  return (
    <NativeSelect
      label={known?.label ?? field}
      name="answer"
      value={answer}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t`All` }, ...new Set([answer, ...(known?.choices ?? [])])]}
    />
  );
}

/** Search and filters of the list; on a narrow screen the filters fold away behind one button that tells how many are set. */
export function PaymentFilters({ search, onChange }: { search: PaymentSearch; onChange: (change: PaymentSearch) => void }) {
  const { t, i18n } = useLingui();
  const staff = useQuery(staffQuery);
  const [text, setText] = useState(search.query ?? '');
  const [open, { toggle }] = useDisclosure(false);
  const send = useDebouncedCallback((query: string) => onChange({ query }), SEARCH_AFTER_MS);
  const { from, to, status, channel, staff: who, method, currency, answer } = search;
  const set = [from, to, status, channel, who, method, currency, answer].filter((value) => value !== undefined).length;
  const clear = () => {
    setText('');
    onChange({ query: '', from: '', to: '', status: '', channel: '', staff: '', method: '', currency: '', field: '', answer: '' });
  };
  return (
    <search className={styles.filters} aria-label={t`Filter payments`}>
      <TextInput
        className={styles.query}
        label={t`Search`}
        type="search"
        name="query"
        autoComplete="off"
        placeholder={t`Customer, reference, last four…`}
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
          label={t`Status`}
          name="status"
          value={search.status ?? ''}
          onChange={(event) => onChange({ status: event.currentTarget.value })}
          data={[{ value: '', label: t`All` }, ...PAYMENT_STATUSES.map((value) => ({ value, label: i18n._(STATUS_WORDS[value]) }))]}
        />
        <NativeSelect
          label={t`Channel`}
          name="channel"
          value={search.channel ?? ''}
          onChange={(event) => onChange({ channel: event.currentTarget.value })}
          data={[
            { value: '', label: t`All` },
            ...[...STAFF_CHANNELS, 'api' as const].map((value) => ({ value, label: i18n._(CHANNEL_WORDS[value]) })),
          ]}
        />
        <NativeSelect
          label={t`Taken by`}
          name="staff"
          value={search.staff ?? ''}
          onChange={(event) => onChange({ staff: event.currentTarget.value })}
          data={[
            { value: '', label: t`All` },
            ...(staff.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            { value: 'api', label: i18n._(CHANNEL_WORDS.api) },
          ]}
        />
        <NativeSelect
          label={t`Paid by`}
          name="method"
          value={method ?? ''}
          onChange={(event) => onChange({ method: event.currentTarget.value })}
          data={[
            { value: '', label: t`All` },
            ...PAYMENT_METHOD_TYPES.map((value) => ({ value, label: i18n._(METHOD_TYPE_WORDS[value]) })),
          ]}
        />
        <CurrencySelect
          label={t`Currency`}
          name="currency"
          value={currency ?? ''}
          empty={t`All`}
          onChange={(next) => onChange({ currency: next })}
        />
        {search.field === undefined || answer === undefined ? null : (
          <AnswerFilter field={search.field} answer={answer} onChange={(next) => onChange({ answer: next })} />
        )}
        {set === 0 && text === '' ? null : (
          <Button variant="subtle" className={styles.clear} onClick={clear}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </div>
    </search>
  );
}
