import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { providerAccountsQuery } from '../../api/providerQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Choices } from '../../components/Choices.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { AddressField, SecretField } from './AccessFields.tsx';
import { tidyAddress } from './accessProblems.ts';
import { type CardEntry, CardEntryFields } from './CardEntryFields.tsx';
import { CurrencyList } from './CurrencyList.tsx';
import { PROVIDER_WITHIN_MS } from './providerTimes.ts';
import { STRIPE_URL } from './providerWords.ts';
import { useAccessWords } from './useAccessWords.ts';

type Kind = 'stripe' | 'guichet';

/** Both speak the same wire; Stripe's address is known. */
const CONNECTOR = 'stripe';

/** A new account stands behind those that there are, and takes every method that its provider can. */
export function AddAccountForm({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('stripe');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const [entry, setEntry] = useState<CardEntry>({ cards: 'raw', publishableKey: '' });
  const [currencies, setCurrencies] = useState<readonly string[]>([]);
  const [looked, setLooked] = useState(false);
  const [keys] = useState(() => contentKeys(newKey));
  const url = kind === 'stripe' ? STRIPE_URL : tidyAddress(address);
  const publishableKey = entry.publishableKey.trim();
  // Stripe's fields need a script of Stripe's, so that there is nothing to choose.
  const usesFields = kind === 'guichet' && entry.cards === 'fields';
  const add = useMutation({
    mutationFn: async () => {
      const account = {
        ...{ connector: CONNECTOR, name: name.trim(), base_url: url, secret: secret.trim(), currencies },
        ...(usesFields && { cards: 'fields', publishable_key: publishableKey }),
      };
      return orThrow(
        await postJson<ProviderAccountView>('/guichet/v1/provider_accounts', account, {
          idempotencyKey: keys.keyFor(account),
          timeoutMs: PROVIDER_WITHIN_MS,
        }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: providerAccountsQuery.queryKey }),
    onSuccess: onClose,
    // What was refused is sent anew, with a key of its own; a lost answer is asked for with the same.
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const refused = useAccessWords(add.isError ? failureIn(add.error) : null, publishableKey, secret);
  const missing = {
    name: name.trim() === '',
    address: url === '',
    secret: secret.trim() === '',
    publishableKey: usesFields && publishableKey === '',
  };
  const submit = () => {
    if (add.isPending) return;
    setLooked(true);
    if (!Object.values(missing).some(Boolean)) add.mutate();
  };
  return (
    <DialogBody onSubmit={submit}>
      <Choices
        name="provider-kind"
        legend={<Trans>Provider</Trans>}
        value={kind}
        onChange={(chosen) => {
          setKind(chosen);
          add.reset();
        }}
        choices={[
          { value: 'stripe', words: 'Stripe' },
          { value: 'guichet', words: t`Another Guichet` },
        ]}
      />
      <TextInput
        label={t`Name`}
        description={t`As it is to stand in the list.`}
        name="provider-name"
        autoComplete="off"
        data-autofocus
        maxLength={100}
        value={name}
        error={looked && missing.name ? t`Enter a name.` : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind === 'guichet' ? (
        <AddressField
          value={address}
          error={refused?.base_url ?? (looked && missing.address ? t`Enter the address.` : null)}
          onChange={(text) => {
            setAddress(text);
            add.reset();
          }}
        />
      ) : null}
      <SecretField
        value={secret}
        kept={null}
        error={refused?.secret ?? (looked && missing.secret ? t`Enter the secret key.` : null)}
        onChange={(text) => {
          setSecret(text);
          add.reset();
        }}
      />
      {kind === 'guichet' ? (
        <CardEntryFields
          entry={entry}
          errors={{
            cards: refused?.cards ?? null,
            publishableKey: refused?.publishable_key ?? (looked && missing.publishableKey ? t`Enter the publishable key.` : null),
          }}
          onChange={(changed) => {
            setEntry(changed);
            add.reset();
          }}
        />
      ) : null}
      <CurrencyList currencies={currencies} disabled={add.isPending} onChange={setCurrencies} />
      {add.isError && refused === null ? <FailureNotice error={add.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={add.isPending}>
          <Trans>Add the account</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
