import { MONEY } from '@guichet/contract/currencies.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import type { SessionView, SetupRequest } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure } from '../../api/outcome.ts';
import { sessionQuery, setupQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { PasswordInput } from '../../components/controls/PasswordInput.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Notice } from '../../components/Notice.tsx';
import { isLanguage } from '../../language/languages.ts';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import { COUNTRIES, CURRENCY_OF, countryFor, zoneFor } from './countries.ts';
import { PasswordRulesList } from './PasswordRulesList.tsx';
import { isPasswordFine } from './passwordRules.ts';
import styles from './SetUpScreen.module.css';

type Answers = Omit<SetupRequest, 'language'>;
type Problems = Partial<Record<keyof Answers, MessageDescriptor>>;

const FIELD_OF_CODE: Readonly<Record<string, keyof Answers>> = {
  set_up_code_wrong: 'code',
  email_invalid: 'email',
  weak_password: 'password',
};

const browserZone = (): string | undefined => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The one-time code may stand behind the `#` of the address that is printed at start: that part never travels. */
function firstAnswers(): Answers {
  const country = countryFor(navigator.languages);
  return {
    code: new URLSearchParams(window.location.hash.slice(1)).get('code') ?? '',
    business_name: '',
    country,
    currency: CURRENCY_OF[country] ?? 'eur',
    time_zone: zoneFor(browserZone(), country),
    owner_name: '',
    email: '',
    password: '',
  };
}

function problemsOf(answers: Answers): Problems {
  const problems: Problems = {};
  if (answers.code.trim() === '') problems.code = msg`Enter the code that was printed where the server was started.`;
  if (answers.business_name.trim() === '') problems.business_name = msg`Enter the name that customers know.`;
  if (answers.owner_name.trim() === '') problems.owner_name = msg`Enter your name.`;
  if (parseEmail(answers.email) === null) problems.email = msg`This is not an e-mail address.`;
  if (!isPasswordFine(answers.password)) problems.password = msg`The password doesn't meet the rules yet.`;
  return problems;
}

function useChoices() {
  const { i18n } = useLingui();
  return useMemo(() => {
    const regions = new Intl.DisplayNames(i18n.locale, { type: 'region' });
    const currencies = new Intl.DisplayNames(i18n.locale, { type: 'currency' });
    const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, i18n.locale);
    return {
      countries: COUNTRIES.map((value) => ({ value, label: regions.of(value) ?? value })).sort(byLabel),
      currencies: MONEY.map((value) => ({ value, label: `${value.toUpperCase()} – ${currencies.of(value.toUpperCase()) ?? value}` })),
      zones: [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), zoneFor(browserZone(), 'FR')])].sort(),
    };
  }, [i18n.locale]);
}

/** First run: opens the place and signs its owner in. */
export function SetUpScreen() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const choices = useChoices();
  const [answers, setAnswers] = useState(firstAnswers);
  const [currencyChosen, setCurrencyChosen] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    document.title = `${t`Set up`} · Guichet`;
  }, [t]);

  const set = (change: Partial<Answers>) => {
    setAnswers((before) => ({ ...before, ...change }));
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))));
  };
  const chooseCountry = (country: string) => set({ country, ...(currencyChosen ? {} : { currency: CURRENCY_OF[country] ?? 'eur' }) });
  const show = (found: Problems) => {
    // Rendered first, so that the message is already tied to the field when it is read out.
    flushSync(() => setProblems(found));
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = problemsOf(answers);
    if (Object.keys(found).length > 0) return show(found);
    setBusy(true);
    setFailure(null);
    const language = isLanguage(i18n.locale) ? i18n.locale : 'en';
    const outcome = await postJson<SessionView>('/guichet/v1/setup', {
      ...answers,
      code: answers.code.trim(),
      language,
    } satisfies SetupRequest);
    setBusy(false);
    if (outcome.ok) {
      window.history.replaceState(null, '', '/');
      client.setQueryData(setupQuery.queryKey, { needed: false });
      client.setQueryData(sessionQuery.queryKey, outcome.value);
      return;
    }
    const field = outcome.failure.kind === 'refused' ? FIELD_OF_CODE[outcome.failure.code] : undefined;
    if (field === undefined) setFailure(outcome.failure);
    else show({ [field]: failureWords(outcome.failure) });
  };

  const problem = (field: keyof Answers) => {
    const words = problems[field];
    return words === undefined ? null : i18n._(words);
  };
  return (
    <DoorFrame wide>
      <div>
        <h1>
          <Trans>Open your counter</Trans>
        </h1>
        <p className="muted">
          <Trans>A few answers, and you can take a first payment in test mode. No money moves yet.</Trans>
        </p>
      </div>
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          className={styles.whole}
          label={t`One-time code`}
          description={t`Printed where the server was started. It shows that this is you.`}
          name="code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          value={answers.code}
          error={problem('code')}
          onChange={(event) => set({ code: event.currentTarget.value })}
        />
        <fieldset className={styles.group}>
          <legend>
            <Trans>The business</Trans>
          </legend>
          <TextInput
            className={styles.whole}
            label={t`Business name`}
            description={t`Customers read it on their receipts.`}
            name="business-name"
            autoComplete="organization"
            required
            value={answers.business_name}
            error={problem('business_name')}
            onChange={(event) => set({ business_name: event.currentTarget.value })}
          />
          <NativeSelect
            label={t`Country`}
            name="country"
            autoComplete="country"
            data={choices.countries}
            value={answers.country}
            onChange={(event) => chooseCountry(event.currentTarget.value)}
          />
          <NativeSelect
            label={t`Settlement currency`}
            name="currency"
            data={choices.currencies}
            value={answers.currency}
            onChange={(event) => {
              setCurrencyChosen(true);
              set({ currency: event.currentTarget.value });
            }}
          />
          <NativeSelect
            className={styles.whole}
            label={t`Time zone`}
            description={t`Days in lists and reports begin at its midnight.`}
            name="time-zone"
            data={choices.zones}
            value={answers.time_zone}
            onChange={(event) => set({ time_zone: event.currentTarget.value })}
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>
            <Trans>You, its owner</Trans>
          </legend>
          <TextInput
            label={t`Your name`}
            name="name"
            autoComplete="name"
            required
            value={answers.owner_name}
            error={problem('owner_name')}
            onChange={(event) => set({ owner_name: event.currentTarget.value })}
          />
          <TextInput
            label={t`E-mail address`}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={answers.email}
            error={problem('email')}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <div className={styles.whole}>
            <PasswordInput
              label={t`Password`}
              name="password"
              autoComplete="new-password"
              required
              value={answers.password}
              error={problem('password')}
              aria-describedby="password-rules"
              onChange={(event) => set({ password: event.currentTarget.value })}
            />
            <PasswordRulesList id="password-rules" password={answers.password} />
          </div>
        </fieldset>
        {failure === null ? null : (
          <div className={styles.whole} role="alert">
            <Notice tone="bad">{i18n._(failureWords(failure))}</Notice>
          </div>
        )}
        <Button type="submit" className={styles.whole} fullWidth loading={busy}>
          <Trans>Open the counter</Trans>
        </Button>
      </form>
    </DoorFrame>
  );
}
