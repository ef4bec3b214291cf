import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice, failureIn } from '../../components/FailureNotice.tsx';
import { AddressField, SecretField } from './AccessFields.tsx';
import styles from './AccountForm.module.css';
import { tidyAddress } from './accessProblems.ts';
import { type CardEntry, CardEntryFields } from './CardEntryFields.tsx';
import { CurrencyList } from './CurrencyList.tsx';
import { methodWords, STRIPE_URL } from './providerWords.ts';
import { useAccessWords } from './useAccessWords.ts';
import { useChangeAccount } from './useChangeAccount.ts';

interface MethodChoiceProps {
  readonly account: ProviderAccountView;
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly onChange: (methods: readonly string[]) => void;
}

/** Which of the methods that the provider can take it takes here. */
function MethodChoice({ account, chosen, error, onChange }: MethodChoiceProps) {
  const { i18n } = useLingui();
  const words = (text: MessageDescriptor | string) => (typeof text === 'string' ? text : i18n._(text));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        <Trans>Payment methods</Trans>
      </legend>
      {account.available_methods.map((method) => (
        <label key={method} className={styles.choice}>
          <input
            type="checkbox"
            checked={chosen.includes(method)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, method] : chosen.filter((each) => each !== method))}
          />
          <span>{words(methodWords(method))}</span>
        </label>
      ))}
      {error === null ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Changes an account. Another address needs the key anew: a key is not to be sent to whoever the address is changed to. */
export function EditAccountForm({ account, onClose }: { account: ProviderAccountView; onClose: () => void }) {
  const { t } = useLingui();
  const { base_url: before } = account;
  const [name, setName] = useState(account.name);
  const [address, setAddress] = useState(before ?? '');
  const [secret, setSecret] = useState('');
  const entryBefore: CardEntry = { cards: account.cards, publishableKey: account.publishable_key ?? '' };
  const [entry, setEntry] = useState(entryBefore);
  const [methods, setMethods] = useState<readonly string[]>(account.methods);
  const [currencies, setCurrencies] = useState<readonly string[]>(account.currencies);
  const [looked, setLooked] = useState(false);
  const change = useChangeAccount(account.id, onClose);
  const publishableKey = entry.publishableKey.trim();
  const refused = useAccessWords(change.isError ? failureIn(change.error) : null, publishableKey, secret);
  const url = tidyAddress(address);
  const isMoved = before !== null && url !== before;
  const missing = {
    name: name.trim() === '',
    address: before !== null && url === '',
    secret: isMoved && secret.trim() === '',
    publishableKey: entry.cards === 'fields' && publishableKey === '',
    methods: methods.length === 0,
  };
  const submit = () => {
    if (change.isPending) return;
    setLooked(true);
    if (Object.values(missing).some(Boolean)) return;
    change.mutate({
      ...{ name: name.trim(), methods, currencies },
      ...(isMoved && { base_url: url }),
      ...(secret.trim() !== '' && { secret: secret.trim() }),
      // Only what changed: for the fields the server asks the provider whether they open.
      ...(entry.cards !== entryBefore.cards && { cards: entry.cards }),
      ...(entry.cards === 'fields' && publishableKey !== entryBefore.publishableKey && { publishable_key: publishableKey }),
    });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`Name`}
        name="provider-name"
        autoComplete="off"
        data-autofocus
        maxLength={100}
        value={name}
        error={looked && missing.name ? t`Enter a name.` : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {before === null ? null : (
        <>
          <AddressField
            value={address}
            error={refused?.base_url ?? (looked && missing.address ? t`Enter the address.` : null)}
            onChange={(text) => {
              setAddress(text);
              change.reset();
            }}
          />
          <SecretField
            value={secret}
            kept={isMoved ? null : account.secret_last4}
            error={refused?.secret ?? (looked && missing.secret ? t`With another address, enter the secret key again.` : null)}
            onChange={(text) => {
              setSecret(text);
              change.reset();
            }}
          />
          {url === STRIPE_URL && entry.cards === 'raw' ? null : (
            <CardEntryFields
              entry={entry}
              errors={{
                cards: refused?.cards ?? null,
                publishableKey: refused?.publishable_key ?? (looked && missing.publishableKey ? t`Enter the publishable key.` : null),
              }}
              onChange={(changed) => {
                setEntry(changed);
                change.reset();
              }}
            />
          )}
        </>
      )}
      <MethodChoice
        account={account}
        chosen={methods}
        error={looked && missing.methods ? t`Choose one method at least.` : null}
        onChange={setMethods}
      />
      <CurrencyList currencies={currencies} disabled={change.isPending} onChange={setCurrencies} />
      {change.isError && refused === null ? <FailureNotice error={change.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={change.isPending}>
          <Trans>Save</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
