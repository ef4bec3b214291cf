import type { CounterTermsView } from '@guichet/contract/counterViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { counterTermsQuery } from '../../api/counterQueries.ts';
import { orThrow } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Textarea } from '../../components/controls/Textarea.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from './CounterSettings.module.css';

/** Saves a part of the settings; what it leaves out stays as it is. */
function useSaveTerms() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: object) => orThrow(await postJson<CounterTermsView>('/guichet/v1/counter_terms', change)),
    onSuccess: (terms) => {
      client.setQueryData(counterTermsQuery.queryKey, terms);
      void client.invalidateQueries({ queryKey: ['counter'] });
    },
  });
}

function Saved({ save }: { save: ReturnType<typeof useSaveTerms> }) {
  return (
    <>
      {save.isError ? <FailureNotice error={save.error} /> : null}
      {save.isSuccess ? (
        <Notice tone="good" role="status">
          <Trans>Saved.</Trans>
        </Notice>
      ) : null}
    </>
  );
}

/** The parameter that the server refused, if it named one of this form. */
const refusedParam = (save: ReturnType<typeof useSaveTerms>): string | null => {
  const failure = save.isError ? failureIn(save.error) : null;
  return failure?.kind === 'refused' ? failure.param : null;
};

function TransferPanel({ terms }: { terms: CounterTermsView }) {
  const { t } = useLingui();
  const save = useSaveTerms();
  const [account, setAccount] = useState({
    holder: terms.transfer_account?.holder ?? '',
    iban: terms.transfer_account?.iban ?? '',
    bic: terms.transfer_account?.bic ?? '',
  });
  const param = refusedParam(save);
  const set = (change: Partial<typeof account>) => {
    setAccount({ ...account, ...change });
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [holder, iban, bic] = [account.holder.trim(), account.iban.trim(), account.bic.trim()];
    const none = holder === '' && iban === '' && bic === '';
    if (!save.isPending) save.mutate({ transfer_account: none ? null : { holder, iban, bic: bic === '' ? null : bic } });
  };
  return (
    <Panel title={t`Bank transfers in euro`}>
      <form className={styles.form} onSubmit={submit} autoComplete="off">
        <p className="muted">
          <Trans>Payers are shown this account, with a code that their banking app reads. Leave all three empty to show none.</Trans>
        </p>
        <TextInput
          label={t`Account holder`}
          name="transfer-holder"
          maxLength={70}
          value={account.holder}
          onChange={(event) => set({ holder: event.currentTarget.value })}
        />
        <TextInput
          label="IBAN"
          name="transfer-iban"
          className="num"
          maxLength={50}
          spellCheck={false}
          value={account.iban}
          error={param === 'transfer_account[iban]' ? t`This is not an IBAN. Check each character.` : null}
          onChange={(event) => set({ iban: event.currentTarget.value })}
        />
        <TextInput
          label={t`BIC, if you like`}
          name="transfer-bic"
          className="num"
          maxLength={20}
          spellCheck={false}
          value={account.bic}
          error={param === 'transfer_account[bic]' ? t`A BIC has eight or eleven letters and digits.` : null}
          onChange={(event) => set({ bic: event.currentTarget.value })}
        />
        <Saved save={save} />
        <Button type="submit" loading={save.isPending}>
          <Trans>Save the account</Trans>
        </Button>
      </form>
    </Panel>
  );
}

function PhonePanel({ terms }: { terms: CounterTermsView }) {
  const { t } = useLingui();
  const save = useSaveTerms();
  const [masked, setMasked] = useState(terms.mask_cards);
  const [origins, setOrigins] = useState(terms.recording_origins.join('\n'));
  const param = refusedParam(save);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const recording_origins = origins.split(/\s+/).filter((text) => text !== '');
    if (!save.isPending) save.mutate({ mask_cards: masked, recording_origins });
  };
  return (
    <Panel title={t`Payments by phone`}>
      <form className={styles.form} onSubmit={submit} autoComplete="off">
        <label className={styles.check}>
          <input
            type="checkbox"
            name="mask-cards"
            checked={masked}
            onChange={(event) => {
              setMasked(event.currentTarget.checked);
              save.reset();
            }}
          />
          <span>
            <Trans>Hide card digits</Trans>
            <small>
              <Trans>Whoever types a card sees dots, while typing and afterwards. A digit that is wrong is still told.</Trans>
            </small>
          </span>
        </label>
        <Textarea
          label={t`Pages that are told when a recording must pause`}
          description={t`One address in each line, such as https://calls.example. They are told as they open or frame the counter; programs are told by webhooks in any case.`}
          name="recording-origins"
          minRows={2}
          spellCheck={false}
          value={origins}
          error={param?.startsWith('recording_origins') === true ? t`An address begins with https:// and has no path.` : null}
          onChange={(event) => {
            setOrigins(event.currentTarget.value);
            save.reset();
          }}
        />
        <Saved save={save} />
        <Button type="submit" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </form>
    </Panel>
  );
}

/** What the place decides about payments by phone and by transfer. */
export function CounterTerms() {
  const terms = useQuery(counterTermsQuery);
  return (
    <>
      {terms.isError ? <FailureNotice error={terms.error} retry={() => void terms.refetch()} /> : null}
      {terms.isPending ? (
        <Panel>
          <Skeleton lines={5} />
        </Panel>
      ) : null}
      {terms.data === undefined ? null : (
        <>
          <PhonePanel terms={terms.data} />
          <TransferPanel terms={terms.data} />
        </>
      )}
    </>
  );
}
