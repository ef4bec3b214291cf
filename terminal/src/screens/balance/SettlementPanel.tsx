import type { SettlementTermsView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { bankAccountsQuery, settlementTermsQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { AddCurrency } from './AddCurrency.tsx';
import styles from './BalanceScreen.module.css';
import { marginText, readMargin } from './marginText.ts';

function Rates({ terms: { rates } }: { terms: SettlementTermsView }) {
  const formats = useFormats();
  if (rates === null) return null;
  const day = formats.period(rates.day);
  const { age_days: age } = rates;
  return (
    <p className={styles.note}>
      <Trans>
        Newest rates: {day} (age in days: {age}).
      </Trans>
    </p>
  );
}

function TermsForm({ terms, disabled }: { terms: SettlementTermsView; disabled: boolean }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [margin, setMargin] = useState(marginText(terms.margin_basis_points, i18n.locale));
  const [wrong, setWrong] = useState(false);
  const save = useMutation({
    mutationFn: async (change: object) => orThrow(await postJson<SettlementTermsView>('/guichet/v1/settlement_terms', change)),
    onSuccess: (saved) => {
      client.setQueryData(settlementTermsQuery.queryKey, saved);
      // In test mode a new currency brings an account of its own.
      void client.invalidateQueries({ queryKey: bankAccountsQuery.queryKey });
    },
  });
  const change = (currencies: readonly string[]) => save.mutate({ currencies });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const basisPoints = readMargin(margin);
    if (basisPoints === null) return setWrong(true);
    if (!save.isPending) save.mutate({ margin_basis_points: basisPoints });
  };
  const shown = terms.default_currency.toUpperCase();
  return (
    <div className={styles.form}>
      <p>
        <Trans>
          Payments in these currencies are settled in them. All others are converted to {shown} at the European Central Bank's rate.
        </Trans>
      </p>
      <ul className={styles.currencies}>
        {terms.currencies.map((currency) => {
          const code = currency.toUpperCase();
          return (
            <li key={currency}>
              <strong>{code}</strong>
              {disabled || currency === terms.default_currency ? null : (
                <Button
                  variant="subtle"
                  aria-label={t`Stop settling in ${code}`}
                  disabled={save.isPending}
                  onClick={() => change(terms.currencies.filter((one) => one !== currency))}
                >
                  <Trans>Remove</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {disabled ? null : (
        <AddCurrency
          name="settlement-currency"
          without={terms.currencies}
          disabled={save.isPending}
          onAdd={(currency) => change([...terms.currencies, currency])}
        />
      )}
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t`Margin on conversions, in percent`}
          description={t`Taken off the rate.`}
          name="settlement-margin"
          inputMode="decimal"
          autoComplete="off"
          disabled={disabled}
          value={margin}
          error={wrong ? t`Enter a percentage from 0 to 20.` : null}
          onChange={(event) => {
            setMargin(event.currentTarget.value);
            setWrong(false);
          }}
        />
        {save.isError ? <FailureNotice error={save.error} /> : null}
        {disabled ? null : (
          <div>
            <Button type="submit" variant="default" loading={save.isPending}>
              <Trans>Save the margin</Trans>
            </Button>
          </div>
        )}
      </form>
      <Rates terms={terms} />
      <span className="vh" role="status">
        {save.isSuccess ? <Trans>Saved.</Trans> : null}
      </span>
    </div>
  );
}

/** In which currencies the place is paid, and what becomes of the others. */
export function SettlementPanel() {
  const { t } = useLingui();
  const mayWrite = useMay('payouts.write');
  const terms = useQuery(settlementTermsQuery);
  return (
    <Panel title={t`Settlement`}>
      {terms.isError ? <FailureNotice error={terms.error} retry={() => void terms.refetch()} /> : null}
      {terms.isPending ? <Skeleton lines={4} /> : null}
      {terms.data === undefined ? null : <TermsForm terms={terms.data} disabled={!mayWrite} />}
    </Panel>
  );
}
