import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { contentKeys } from '../../api/contentKeys.ts';
import { orThrow } from '../../api/outcome.ts';
import { providerAccountsQuery } from '../../api/providerQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Choices } from '../../components/Choices.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { AddressField, SecretField } from './AccessFields.tsx';
import { refusedField, tidyAddress } from './accessProblems.ts';
import { CurrencyList } from './CurrencyList.tsx';
import { STRIPE_URL } from './providerWords.ts';
import { useAccessWords } from './useAccessWords.ts';

type Kind = 'stripe' | 'guichet';

/** Both speak the same wire; Stripe's address is known. */
const CONNECTOR = 'stripe';

/** A new account stands behind those that there are, and takes every method that its provider can. */
export function AddAccountForm({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const words = useAccessWords();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('stripe');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const [currencies, setCurrencies] = useState<readonly string[]>([]);
  const [looked, setLooked] = useState(false);
  const [keys] = useState(() => contentKeys(newKey));
  const url = kind === 'stripe' ? STRIPE_URL : tidyAddress(address);
  const add = useMutation({
    mutationFn: async () => {
      const account = { connector: CONNECTOR, name: name.trim(), base_url: url, secret: secret.trim(), currencies };
      return orThrow(
        await postJson<ProviderAccountView>('/guichet/v1/provider_accounts', account, { idempotencyKey: keys.keyFor(account) }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: providerAccountsQuery.queryKey }),
    onSuccess: onClose,
    // What was refused is sent anew, with a key of its own; a lost answer is asked for with the same.
    onError: (error) => (failureIn(error).kind === 'refused' ? keys.answered() : undefined),
  });
  const refused = refusedField(add.isError ? failureIn(add.error) : null);
  const missing = { name: name.trim() === '', address: url === '', secret: secret.trim() === '' };
  const submit = () => {
    if (add.isPending) return;
    setLooked(true);
    if (!missing.name && !missing.address && !missing.secret) add.mutate();
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
          error={refused === 'base_url' ? words.address : looked && missing.address ? t`Enter the address.` : null}
          onChange={(text) => {
            setAddress(text);
            add.reset();
          }}
        />
      ) : null}
      <SecretField
        value={secret}
        kept={null}
        error={refused === 'secret' ? words.secret : looked && missing.secret ? t`Enter the secret key.` : null}
        onChange={(text) => {
          setSecret(text);
          add.reset();
        }}
      />
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
