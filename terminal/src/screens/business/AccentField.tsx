import { accentOf, parseColour } from '@guichet/contract/accent.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '../../components/controls/TextInput.tsx';
import styles from './Business.module.css';

const FIRST = '#0f6580';

/** The place's colour with what becomes of it: a colour that cannot be read on white paper is darkened for words. */
export function AccentField({ value, error, onChange }: { value: string; error: string | null; onChange: (value: string) => void }) {
  const { t, i18n } = useLingui();
  const colour = parseColour(value);
  const accent = colour === null ? null : accentOf(colour);
  const writing = accent?.text ?? '';
  const contrast = accent?.contrast.toLocaleString(i18n.locale, { minimumFractionDigits: 1 }) ?? '';
  return (
    <div className={styles.wide}>
      <div className={styles.colours}>
        <TextInput
          label={t`Colour`}
          description={t`Six digits, such as #0f6580. Leave it empty for none.`}
          name="accent"
          autoComplete="off"
          spellCheck={false}
          maxLength={7}
          value={value}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <label>
          <span className={styles.label}>
            <Trans>Choose</Trans>
          </span>
          <input type="color" className={styles.picker} value={colour ?? FIRST} onChange={(event) => onChange(event.currentTarget.value)} />
        </label>
      </div>
      {accent === null ? null : (
        <>
          <p className={styles.samples}>
            <span className={styles.sample} style={{ background: accent.fill, color: accent.ink }}>
              <Trans>As a ground</Trans>
            </span>
            <span className={styles.sample} style={{ background: '#ffffff', color: accent.text }}>
              <Trans>As writing</Trans>
            </span>
          </p>
          <p className="muted" role="status">
            {accent.darkened ? (
              <Trans>
                On white its contrast is {contrast} to 1, too little to be read. For words on receipts it is darkened to {writing}.
              </Trans>
            ) : (
              <Trans>On white its contrast is {contrast} to 1: it can be read, and is used as it is.</Trans>
            )}
          </p>
        </>
      )}
    </div>
  );
}
