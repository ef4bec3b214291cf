import { Trans, useLingui } from '@lingui/react/macro';
import { Choices } from '../../components/Choices.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AccountForm.module.css';

/** How cards get to an account: by their number, or entered in the provider's own fields, which open with a key. */
export interface CardEntry {
  readonly cards: 'raw' | 'fields';
  readonly publishableKey: string;
}

interface CardEntryFieldsProps {
  readonly entry: CardEntry;
  readonly errors: { readonly cards: string | null; readonly publishableKey: string | null };
  readonly onChange: (entry: CardEntry) => void;
}

/** Where cards for this account are typed. */
export function CardEntryFields({ entry, errors, onChange }: CardEntryFieldsProps) {
  const { t } = useLingui();
  const { livemode } = useSession();
  const { origin } = window.location;
  const start = livemode ? 'pk_live_' : 'pk_test_';
  const usesFields = entry.cards === 'fields';
  return (
    <>
      <div className={styles.group}>
        <Choices
          name="provider-cards"
          legend={<Trans>Cards are entered</Trans>}
          value={entry.cards}
          onChange={(cards) => onChange({ ...entry, cards })}
          choices={[
            { value: 'raw', words: t({ message: 'Here', context: 'cards are entered' }) },
            { value: 'fields', words: t({ message: 'In the provider’s fields', context: 'cards are entered' }) },
          ]}
        />
        <p className={styles.hint}>
          {usesFields ? (
            <Trans>
              The number is typed into a frame of the other Guichet and never comes here; no other cards go through this account. The other
              Guichet must allow this address to show its fields: <span className={styles.address}>{origin}</span>
            </Trans>
          ) : (
            <Trans>The number is kept here, encrypted, and sent to the provider.</Trans>
          )}
        </p>
        {errors.cards === null ? null : (
          <p className={styles.error} role="alert">
            {errors.cards}
          </p>
        )}
      </div>
      {usesFields ? (
        <TextInput
          label={t`Publishable key`}
          description={t`Begins with ${start}. It is no secret: the other Guichet shows it on its page Providers.`}
          name="provider-publishable-key"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={entry.publishableKey}
          error={errors.publishableKey}
          onChange={(event) => onChange({ ...entry, publishableKey: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}
