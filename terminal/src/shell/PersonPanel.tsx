import { LANGUAGES, type Language, type SessionView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { postJson } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { Icon } from '../components/Icon.tsx';
import { activateLanguage } from '../language/activateLanguage.ts';
import { LANGUAGE_NAMES } from '../language/languages.ts';
import { useRoleName } from '../language/useRoleName.ts';
import {
  APPEARANCES,
  type Appearance,
  chooseAppearance,
  chosenAppearance,
  keepAppearance,
  subscribeToAppearance,
} from '../theme/appearance.ts';
import styles from './PersonMenu.module.css';
import { useSession } from './SessionContext.ts';
import { switchMode } from './switchMode.ts';
import { useSignOut } from './useSignOut.ts';

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly name: string; readonly lang?: string }[];
  readonly chosen: string;
  readonly onChoose: (value: Value) => void;
}

/** One of several, by a press; what holds is ticked. */
function Choices<Value extends string>({ label, options, chosen, onChoose }: ChoicesProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a few buttons aren't a form's fieldset.
    <div className={styles.group} role="group" aria-label={label}>
      {options.map(({ value, name, lang }) => (
        <button
          key={value}
          type="button"
          className={styles.item}
          lang={lang}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name}
          {value === chosen ? <Icon name="check" size={18} /> : null}
        </button>
      ))}
    </div>
  );
}

/** What the person who is signed in chooses for themselves, and the way out. */
export function PersonPanel({ onLeave }: { onLeave: () => void }) {
  const { t, i18n } = useLingui();
  const { person, role, role_name: ownName, livemode, modes } = useSession();
  const roleName = useRoleName();
  const client = useQueryClient();
  const signOut = useSignOut();
  const appearance = useSyncExternalStore(subscribeToAppearance, chosenAppearance);

  const choose = async (language: Language) => {
    await activateLanguage(language);
    const outcome = await postJson<SessionView>('/guichet/v1/session', { language });
    if (outcome.ok) client.setQueryData(sessionQuery.queryKey, outcome.value);
  };
  const languages = LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value], lang: value }));
  const appearanceNames: Readonly<Record<Appearance, string>> = { auto: t`As the device`, light: t`Light`, dark: t`Dark` };
  const appearances = APPEARANCES.map((value) => ({ value, name: appearanceNames[value] }));
  const modeOption = (value: 'live' | 'test') => ({ value, name: value === 'live' ? t`Live mode` : t`Test mode` });
  const show = (next: Appearance) => {
    keepAppearance(person.id, next);
    chooseAppearance(next);
  };

  return (
    <>
      <p className={styles.who}>
        {person.email}
        <br />
        {roleName(role, ownName)}
      </p>
      <Choices label={t`Language`} options={languages} chosen={i18n.locale} onChoose={(language) => void choose(language)} />
      <Choices label={t`Appearance`} options={appearances} chosen={appearance} onChoose={show} />
      {modes.length < 2 ? null : (
        <Choices label={t`Mode`} options={modes.map(modeOption)} chosen={livemode ? 'live' : 'test'} onChoose={switchMode} />
      )}
      <Link to="/account" className={styles.item} onClick={onLeave}>
        <Trans>My account</Trans>
      </Link>
      <button type="button" className={styles.item} onClick={() => void signOut('choice')}>
        <Trans>Sign out</Trans>
      </button>
    </>
  );
}
