import { LANGUAGES } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react/macro';
import { activateLanguage } from './activateLanguage.ts';
import styles from './LanguageSwitch.module.css';
import { LANGUAGE_NAMES } from './languages.ts';

/** The switch on the pages before sign-in; afterwards the language belongs to the person. */
export function LanguageSwitch() {
  const { t, i18n } = useLingui();
  return (
    <nav className={styles.switch} aria-label={t`Language`}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.locale === language}
          className={styles.choice}
          onClick={() => void activateLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </nav>
  );
}
