import { Trans, useLingui } from '@lingui/react/macro';
import { Icon } from '../../components/Icon.tsx';
import styles from './PasswordRulesList.module.css';
import { passwordRules } from './passwordRules.ts';

/** The rules, each with a tick as soon as it is met. */
export function PasswordRulesList({ id, password }: { id: string; password: string }) {
  const { t } = useLingui();
  const rules = passwordRules(password);
  const rows = [
    { met: rules.longEnough, words: <Trans>12 characters or more</Trans>, key: 'length' },
    { met: rules.lettersAndDigits, words: <Trans>letters and digits</Trans>, key: 'kinds' },
    { met: rules.varied, words: <Trans>not the same few characters over and over</Trans>, key: 'varied' },
  ];
  return (
    <ul id={id} className={styles.rules}>
      {rows.map(({ met, words, key }) => (
        <li key={key} data-met={met || undefined}>
          <span className={styles.mark}>{met ? <Icon name="check" size={16} /> : null}</span>
          <span>{words}</span>
          {met ? <span className="vh">{t`(met)`}</span> : null}
        </li>
      ))}
    </ul>
  );
}
