import type { BusinessView } from '@guichet/contract/businessViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { businessQuery } from '../../api/businessQueries.ts';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { sessionQuery } from '../../api/queries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Tick } from '../../components/Tick.tsx';
import { AccentField } from './AccentField.tsx';
import styles from './Business.module.css';
import { type BusinessDraft, changeOf, draftOf, legalFieldsOf } from './businessDraft.ts';
import { legalWords, PROBLEM_WORDS } from './legalWords.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

type Texts = Exclude<keyof BusinessDraft, 'address' | 'legal'>;

/** What the place says of itself: on statements, on receipts, and to the law. */
export function BusinessForm({ business }: { business: BusinessView }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(business));
  const key = useRef(newKey());
  const form = useRef<HTMLFormElement>(null);
  const save = useMutation({
    mutationFn: async () => orThrow(await postJson<BusinessView>('/guichet/v1/business', changeOf(draft), { idempotencyKey: key.current })),
    onSuccess: (changed) => {
      key.current = newKey();
      setDraft(draftOf(changed));
      client.setQueryData(businessQuery.queryKey, changed);
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void client.invalidateQueries({ queryKey: ['receipt-template'] });
    },
    onError: (error) => {
      if (failureIn(error).kind === 'refused') key.current = newKey();
    },
  });
  const failure = save.isError ? failureIn(save.error) : null;
  const refused = failure?.kind === 'refused' && failure.param !== null ? failure.param : null;
  const problem = (name: string): string | null => {
    const words = refused === name ? PROBLEM_WORDS[name] : undefined;
    return words === undefined ? null : i18n._(words);
  };
  const atField = refused !== null && PROBLEM_WORDS[refused] !== undefined;
  useEffect(() => {
    if (atField) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [atField]);
  const change = (next: Partial<BusinessDraft>) => {
    if (!save.isIdle) save.reset();
    key.current = newKey();
    setDraft({ ...draft, ...next });
  };
  const field = (name: Texts, label: string, more: object = {}) => (
    <TextInput
      label={label}
      name={name}
      autoComplete="off"
      value={draft[name]}
      error={problem(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      {...more}
    />
  );
  const line = (name: keyof BusinessDraft['address'], label: string) => (
    <TextInput
      label={label}
      name={name}
      autoComplete="off"
      maxLength={200}
      value={draft.address[name]}
      onChange={(event) => change({ address: { ...draft.address, [name]: event.currentTarget.value } })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const shown = business.calculated_statement_descriptor;
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <Panel title={t`Name and statement`}>
        <div className={styles.fields}>
          {field('business_name', t`Name of the business`, { maxLength: 200 })}
          {field('statement_descriptor', t`Name on statements`, {
            maxLength: 22,
            spellCheck: false,
            placeholder: shown,
            description: t`What payers read on their bank statement. Left empty: ${shown}`,
          })}
          <NativeSelect
            label={t`Time zone`}
            description={t`Days in reports begin at midnight of this zone. A change is noted in the activity log.`}
            name="time_zone"
            value={draft.time_zone}
            error={problem('time_zone')}
            data={ZONES.includes(draft.time_zone) ? ZONES : [draft.time_zone, ...ZONES]}
            onChange={(event) => change({ time_zone: event.currentTarget.value })}
          />
        </div>
      </Panel>
      <Panel title={t`Address and contact`}>
        <div className={styles.fields}>
          {line('line1', t`Street and number`)}
          {line('line2', t`Further details`)}
          {line('postal_code', t`Postcode`)}
          {line('city', t`Town`)}
          {['AU', 'CA', 'IT', 'US'].includes(business.country) ? line('state', t`State or province`) : null}
          {field('phone', t`Phone number`, { type: 'tel', maxLength: 40 })}
          {field('email', t`E-mail address`, { type: 'email', autoCapitalize: 'none', spellCheck: false, maxLength: 200 })}
          {field('website', t`Website`, { type: 'url', autoCapitalize: 'none', spellCheck: false, maxLength: 200 })}
        </div>
      </Panel>
      <Panel title={t`What the law wants on receipts`}>
        <div className={styles.fields}>
          {legalFieldsOf(business.country).map((name) => {
            const value = draft.legal[name];
            const label = i18n._(legalWords(name, business.country));
            const put = (next: string | boolean) => change({ legal: { ...draft.legal, [name]: next } });
            return typeof value === 'boolean' ? (
              <Tick key={name} label={label} name={name} checked={value} onChange={put} />
            ) : (
              <TextInput
                key={name}
                label={label}
                name={name}
                autoComplete="off"
                spellCheck={false}
                maxLength={['siren', 'siret', 'vat_number', 'tax_code', 'rea', 'pec'].includes(name) ? 40 : 200}
                value={value}
                error={problem(`legal[${name}]`)}
                onChange={(event) => put(event.currentTarget.value)}
              />
            );
          })}
          {business.mentions.length === 0 ? null : (
            <div className={styles.wide}>
              <p>
                <Trans>Receipts say now:</Trans>
              </p>
              <ul className={styles.mentions}>
                {business.mentions.map((mention) => (
                  <li key={mention}>{mention}</li>
                ))}
              </ul>
            </div>
          )}
        </div>
      </Panel>
      <Panel title={t`Colour of receipts`}>
        <div className={styles.fields}>
          <AccentField value={draft.accent} error={problem('accent')} onChange={(accent) => change({ accent })} />
        </div>
      </Panel>
      {save.isError && !atField ? <FailureNotice error={save.error} /> : null}
      {save.isSuccess ? (
        <Notice tone="good" role="status">
          <Trans>Saved. Receipts from now on say so; those that were sent stay as they were.</Trans>
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}
