import { useLingui } from '@lingui/react/macro';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { useSession } from '../../shell/SessionContext.ts';

/** Not part of the messages: its colon is no sign of punctuation. */
const EXAMPLE = 'https://guichet.example.com';

export function AddressField({ value, error, onChange }: { value: string; error: string | null; onChange: (text: string) => void }) {
  const { t } = useLingui();
  return (
    <TextInput
      label={t`Address`}
      description={t`Where the provider answers, like ${EXAMPLE}.`}
      name="provider-url"
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      maxLength={2048}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface SecretFieldProps {
  readonly value: string;
  readonly error: string | null;
  /** The end of the key that there is, where an empty field keeps it. */
  readonly kept: string | null;
  readonly onChange: (text: string) => void;
}

/** The secret goes to the server once and never comes back. */
export function SecretField({ value, error, kept, onChange }: SecretFieldProps) {
  const { t } = useLingui();
  const { livemode } = useSession();
  const start = livemode ? 'sk_live_' : 'sk_test_';
  const last4 = kept ?? '';
  return (
    <TextInput
      label={t`Secret key`}
      description={
        kept === null
          ? t`Begins with ${start}. It is stored encrypted and never shown again.`
          : t`Leave it empty to keep the one that ends with ${last4}.`
      }
      name="provider-secret"
      type="password"
      autoComplete="off"
      spellCheck={false}
      maxLength={500}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
