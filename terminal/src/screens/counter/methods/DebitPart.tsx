import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useImperativeHandle, useState } from 'react';
import { mandateTextQuery } from '../../../api/counterQueries.ts';
import { nowMs } from '../../../browser/clock.ts';
import { newKey } from '../../../browser/newKey.ts';
import { Choices } from '../../../components/Choices.tsx';
import { NativeSelect } from '../../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Skeleton } from '../../../components/Skeleton.tsx';
import { LANGUAGE_NAMES } from '../../../language/languages.ts';
import { useFormats } from '../../../language/useFormats.ts';
import { leadToAnswer } from '../leadToAnswer.ts';
import { focusField } from '../saleFields.ts';
import { useOwnFieldsKnown } from '../useOwnFieldsKnown.ts';
import { customerProblems, type SaleProblems, validateSale } from '../validateSale.ts';
import { DebitResult } from './DebitResult.tsx';
import {
  DEBIT_FIELDS,
  type DebitDraft,
  type DebitProblems,
  type DebitScheme,
  debitProblems,
  earlyProblems,
  NO_DEBIT,
  typedIban,
} from './debitDraft.ts';
import { MandateMailed } from './MandateMailed.tsx';
import styles from './methods.module.css';
import type { OtherMethodProps } from './otherMethod.ts';
import { SavedAccounts, useSavedAccount } from './SavedAccounts.tsx';
import { TakeOther } from './TakeOther.tsx';
import { askByMail, type SavedDebit, type TypedDebit, takeDebit, takeSavedDebit } from './takeDebit.ts';
import { UnsettledNotice } from './UnsettledNotice.tsx';
import { useTaking } from './useTaking.ts';

type Words = { readonly [F in keyof DebitProblems]-?: Readonly<Record<NonNullable<DebitProblems[F]>, MessageDescriptor>> };

const WORDS: Words = {
  holder: { empty: msg`Enter the name of the account's holder.` },
  email: { not_an_email: msg`Enter an e-mail address: the payer is told of the debit there.` },
  iban: {
    empty: msg`Enter the IBAN.`,
    form: msg`An IBAN begins with two letters and two digits.`,
    country: msg`Accounts of this country cannot be debited by SEPA.`,
    length: msg`Characters are missing, or there are too many.`,
    check_digits: msg`A character is wrong. Ask for the IBAN again.`,
  },
  routing: { wrong: msg`This is no routing number. It has nine digits.` },
  account: { wrong: msg`An account number has four to seventeen digits.` },
  agreed: { missing: msg`Without the payer's agreement nothing may be debited.` },
};

const fieldId = (field: keyof DebitProblems): string => `sale-debit-${field}`;

interface Fields {
  readonly debit: DebitDraft;
  readonly set: (change: Partial<DebitDraft>) => void;
  readonly words: (field: keyof DebitProblems) => string | null;
}

const PRIVATE = { autoComplete: 'off', autoCorrect: 'off', spellCheck: false } as const;

function AccountFields({ scheme, debit, set, words }: Fields & { scheme: DebitScheme }) {
  const { t } = useLingui();
  const text = (field: 'holder' | 'email' | 'routing' | 'account', label: string, inputMode: 'text' | 'email' | 'numeric') => (
    <TextInput
      id={fieldId(field)}
      label={label}
      name={fieldId(field)}
      {...PRIVATE}
      inputMode={inputMode}
      maxLength={100}
      value={debit[field]}
      error={words(field)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className={styles.pair}>
        {text('holder', t`Account holder`, 'text')}
        {text('email', scheme === 'sepa_debit' ? t`E-mail address of the payer` : t`E-mail address, if you like`, 'email')}
      </div>
      {scheme === 'sepa_debit' ? (
        <TextInput
          id={fieldId('iban')}
          className="num"
          label="IBAN"
          name={fieldId('iban')}
          {...PRIVATE}
          autoCapitalize="characters"
          maxLength={42}
          value={debit.iban}
          error={words('iban')}
          onChange={(event) => set({ iban: typedIban(event.currentTarget.value) })}
        />
      ) : (
        <>
          <div className={styles.pair}>
            {text('routing', t`Routing number`, 'numeric')}
            {text('account', t`Account number`, 'numeric')}
          </div>
          <div className={styles.pair}>
            <NativeSelect
              label={t`Held by`}
              name="sale-debit-holder-type"
              value={debit.holderType}
              onChange={(event) => set({ holderType: event.currentTarget.value as DebitDraft['holderType'] })}
              data={[
                { value: 'individual', label: t`A person` },
                { value: 'company', label: t`A business` },
              ]}
            />
            <NativeSelect
              label={t`Kind of account`}
              name="sale-debit-account-type"
              value={debit.accountType}
              onChange={(event) => set({ accountType: event.currentTarget.value as DebitDraft['accountType'] })}
              data={[
                { value: 'checking', label: t`Checking` },
                { value: 'savings', label: t`Savings` },
              ]}
            />
          </div>
        </>
      )}
    </>
  );
}

interface AgreementProps extends Fields {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly wording: string | undefined;
}

/** How the payer agrees, in which language, and to which words. */
function Agreement({ debit, set, words, language, onLanguage, wording }: AgreementProps) {
  const { t } = useLingui();
  return (
    <>
      <Choices
        name="sale-debit-given"
        legend={<Trans>How the payer agrees</Trans>}
        value={debit.given}
        onChange={(given) => set({ given })}
        choices={[
          { value: 'recorded_phone_call', words: t`In a recorded phone call` },
          { value: 'written', words: t`In writing` },
          { value: 'by_mail', words: t`By mail, with a link` },
        ]}
      />
      <NativeSelect
        label={t`Language of the payer`}
        name="sale-debit-language"
        value={language}
        onChange={(event) => onLanguage(event.currentTarget.value as Language)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      {debit.given === 'by_mail' ? (
        <p className="muted">
          <Trans>
            The account is kept with the customer, and the payer gets a link to read the words and agree. Nothing is debited before that.
          </Trans>
        </p>
      ) : (
        <SaidHere debit={debit} set={set} words={words} language={language} wording={wording} />
      )}
    </>
  );
}

/** The words that are read out or signed here and now, and that the payer agreed. */
function SaidHere({ debit, set, words, language, wording }: Omit<AgreementProps, 'onLanguage'>) {
  const { t } = useLingui();
  const problem = words('agreed');
  return (
    <>
      <div>
        <p>
          <strong>{debit.given === 'written' ? <Trans>What the payer signs:</Trans> : <Trans>Read this to the payer:</Trans>}</strong>
        </p>
        {wording === undefined ? (
          <Skeleton lines={3} />
        ) : (
          <p className={styles.mandate} lang={language}>
            {wording}
          </p>
        )}
      </div>
      <TextInput
        label={t`Where the recording or the paper is kept, if you like`}
        name="sale-debit-evidence"
        autoComplete="off"
        maxLength={500}
        value={debit.evidence}
        onChange={(event) => set({ evidence: event.currentTarget.value })}
      />
      <div>
        <label className={styles.agreed}>
          <input
            id={fieldId('agreed')}
            type="checkbox"
            name="sale-debit-agreed"
            checked={debit.agreed}
            aria-describedby={problem === null ? undefined : 'sale-debit-agreed-problem'}
            onChange={(event) => set({ agreed: event.currentTarget.checked })}
          />
          <span>
            <Trans>The payer has agreed to these words, for this amount.</Trans>
          </span>
        </label>
        {problem === null ? null : (
          <p id="sale-debit-agreed-problem" className={styles.problem}>
            {problem}
          </p>
        )}
      </div>
    </>
  );
}

type DebitRequest = Omit<TypedDebit, 'key'> | Omit<SavedDebit, 'key'>;

/** A debit of the payer's account: the account, what the payer agrees to, and the truth about when it is paid. */
export function DebitPart({ method, draft, onEdit, onProblems, onLock, onNewSale, ref }: OtherMethodProps<DebitScheme>) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const client = useQueryClient();
  const [language, setLanguage] = useState(i18n.locale as Language);
  const [debit, setDebit] = useState<DebitDraft>(() => {
    const { customer } = draft;
    const known = customer.kind === 'known' ? customer.customer : customer.kind === 'new' ? customer : null;
    return {
      ...NO_DEBIT,
      holder: known?.name ?? '',
      email: known?.email ?? '',
      given: draft.channel === 'phone' ? 'recorded_phone_call' : 'written',
    };
  });
  const [problems, setProblems] = useState<DebitProblems>({});
  const text = useQuery(mandateTextQuery(method, language));
  const valid = validateSale(draft, null, nowMs());
  const saved = useSavedAccount(method, draft);
  const account = saved.chosen;
  const isMailed = account === null && debit.given === 'by_mail';
  const [lacksCustomer, setLacksCustomer] = useState(false);
  // One for as long as the form stands: a refusal frees it, and what was made before one is not made again.
  const [askKey] = useState(newKey);
  const ask = useMutation({
    mutationFn: askByMail,
    onSettled: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  });
  const isReady = useOwnFieldsKnown();
  const debiting = useTaking({
    send: ({ key, request }: { key: string; request: DebitRequest }) =>
      'method' in request ? takeSavedDebit({ ...request, key }) : takeDebit({ ...request, key }),
    list: 'payments',
    onLock,
    beside: ask.isPending ? 'out' : ask.isSuccess ? 'done' : 'free',
  });
  const { made, isLost } = debiting;
  const busy = debiting.isPending || ask.isPending;
  const done = made !== undefined || ask.isSuccess;
  const locked = busy || isLost || done;

  const submit = () => {
    if (busy || done) return;
    if (isLost) return debiting.takeAgain();
    if (!isReady) return;
    if (account?.may_be_debited === false) return;
    // Who is asked by mail agrees to all debits to come, whatever this one would have been.
    const above: SaleProblems = isMailed ? customerProblems(draft) : valid.ok ? {} : valid.problems;
    const found = account === null ? debitProblems(method, debit) : {};
    const isNobodys = isMailed && draft.customer.kind === 'none';
    setLacksCustomer(isNobodys);
    onProblems(above);
    setProblems(found);
    const [firstAbove] = (['amount', 'customerName', 'customerEmail'] as const).filter((field) => above[field] !== undefined);
    if (firstAbove !== undefined) return focusField(firstAbove);
    if (isNobodys) return focusField('customer');
    const first = DEBIT_FIELDS.find((field) => found[field] !== undefined);
    if (first !== undefined) return document.getElementById(fieldId(first))?.focus();
    const asked = { scheme: method, sale: draft, learn: onEdit };
    if (isMailed) return ask.mutate({ ...asked, debit, language, key: askKey });
    if (!valid.ok || leadToAnswer(client, draft, onEdit)) return;
    const taking = { ...asked, amountMinor: valid.amountMinor };
    if (account !== null) return debiting.take({ ...taking, method: account.payment_method });
    // Nobody has agreed to words that are not there yet.
    if (text.data !== undefined) debiting.take({ ...taking, debit, text: text.data });
  };
  useImperativeHandle(ref, () => ({ submit }));
  const set = (change: Partial<DebitDraft>) => {
    // Whoever types an account means that one, whatever becomes of those on file meanwhile.
    saved.choose(null);
    setDebit((before) => ({ ...before, ...change }));
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))));
    setLacksCustomer(false);
    if (debiting.refusal !== null) debiting.forgetRefusal();
    if (ask.isError) ask.reset();
  };
  const early = earlyProblems(method, debit);
  const words = (field: keyof DebitProblems): string | null => {
    const known: Readonly<Record<string, MessageDescriptor>> = WORDS[field];
    const problem = known[problems[field] ?? early[field] ?? ''];
    return problem === undefined ? null : i18n._(problem);
  };
  const amount = valid.ok ? formats.amount(valid.amountMinor, draft.currency) : null;
  if (made !== undefined) return <DebitResult scheme={method} paymentIntent={made.paymentIntent} onNewSale={onNewSale} />;
  if (ask.isSuccess) return <MandateMailed sent={ask.data.sent} customer={ask.data.customer} onNewSale={onNewSale} />;
  return (
    <>
      <fieldset className={styles.fields} disabled={locked} aria-label={t`Account to debit`}>
        <SavedAccounts saved={saved} draft={draft} />
        {account === null ? (
          <>
            <AccountFields scheme={method} debit={debit} set={set} words={words} />
            <Agreement debit={debit} set={set} words={words} language={language} onLanguage={setLanguage} wording={text.data?.words} />
          </>
        ) : null}
      </fieldset>
      {lacksCustomer ? (
        <Notice tone="bad" role="alert">
          <Trans>Choose or add the customer first: the account is kept with them until they agree.</Trans>
        </Notice>
      ) : null}
      {ask.isError ? <FailureNotice error={ask.error} /> : null}
      {account === null && text.isError ? <FailureNotice error={text.error} retry={() => void text.refetch()} /> : null}
      {debiting.isUnsettled ? (
        <UnsettledNotice to="/payments" place={<Trans>Payments</Trans>} />
      ) : isLost ? (
        <Notice tone="warn" role="alert">
          <Trans>The answer was lost. Press again to find out: the account is debited only once.</Trans>
        </Notice>
      ) : debiting.refusal !== null ? (
        <FailureNotice error={debiting.refusal} />
      ) : null}
      {account?.may_be_debited === false ? null : (
        <TakeOther busy={busy} isReady={isReady || isLost}>
          {isMailed ? (
            <Trans>Ask the payer by mail</Trans>
          ) : amount === null ? (
            <Trans>Debit the account</Trans>
          ) : (
            <Trans>Debit {amount}</Trans>
          )}
        </TakeOther>
      )}
    </>
  );
}
