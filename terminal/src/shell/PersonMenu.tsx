import { LANGUAGES, type Language, type SessionView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useClickOutside, useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { postJson } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { Icon } from '../components/Icon.tsx';
import { activateLanguage } from '../language/activateLanguage.ts';
import { LANGUAGE_NAMES } from '../language/languages.ts';
import { ROLE_WORDS } from '../language/words.ts';
import styles from './PersonMenu.module.css';
import { useSession } from './SessionContext.ts';
import { useSignOut } from './useSignOut.ts';

/** Who is signed in: their language, and the way out. A panel that unfolds, with ordinary buttons in it. */
export function PersonMenu() {
  const { t, i18n } = useLingui();
  const { person, role } = useSession();
  const client = useQueryClient();
  const signOut = useSignOut();
  const [open, { toggle, close }] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useClickOutside<HTMLDivElement>(close);

  const choose = async (language: Language) => {
    await activateLanguage(language);
    const outcome = await postJson<SessionView>('/guichet/v1/session', { language });
    if (outcome.ok) client.setQueryData(sessionQuery.queryKey, outcome.value);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    // The counter would take it for "clear the card".
    event.preventDefault();
    event.stopPropagation();
    close();
    button.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Escape, which every control inside shares.
    <div ref={menu} className={styles.menu} onKeyDown={press}>
      <button ref={button} type="button" className={styles.person} aria-expanded={open} aria-controls="person-panel" onClick={toggle}>
        <span className={styles.name}>{person.name}</span>
        <Icon name="down" size={16} />
      </button>
      <div id="person-panel" className={styles.panel} hidden={!open}>
        <p className={styles.who}>
          {person.email}
          <br />
          {i18n._(ROLE_WORDS[role])}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: three buttons aren't a form's fieldset. */}
        <div className={styles.group} role="group" aria-label={t`Language`}>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              className={styles.item}
              lang={language}
              aria-pressed={i18n.locale === language}
              onClick={() => void choose(language)}
            >
              {LANGUAGE_NAMES[language]}
              {i18n.locale === language ? <Icon name="check" size={18} /> : null}
            </button>
          ))}
        </div>
        <button type="button" className={styles.item} onClick={() => void signOut('choice')}>
          <Trans>Sign out</Trans>
        </button>
      </div>
    </div>
  );
}
