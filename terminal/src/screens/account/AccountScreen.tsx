import { useLingui } from '@lingui/react/macro';
import { Page } from '../../components/Page.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './AccountScreen.module.css';
import { ColleaguesPanel } from './ColleaguesPanel.tsx';
import { PasswordPanel } from './PasswordPanel.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import { SecondFactorsPanel } from './SecondFactorsPanel.tsx';
import { SessionsPanel } from './SessionsPanel.tsx';

/** What is one's own: name, password, second factors, and where one is signed in. */
export function AccountScreen() {
  const { t } = useLingui();
  const mayManage = useMay('sign_in.manage');
  return (
    <Page title={t`My account`}>
      <div className={styles.columns}>
        <PersonPanel />
        <PasswordPanel />
      </div>
      <SecondFactorsPanel />
      <SessionsPanel />
      {mayManage ? <ColleaguesPanel /> : null}
    </Page>
  );
}
