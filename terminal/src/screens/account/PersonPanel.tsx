import type { SessionView } from '@guichet/contract/terminal.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { sessionQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Page.tsx';
import { activateLanguage } from '../../language/activateLanguage.ts';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AccountScreen.module.css';

/** Name and language. */
export function PersonPanel() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { person } = useSession();
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState<Language>(person.language);
  const save = useMutation({
    mutationFn: async () => orThrow(await postJson<SessionView>('/guichet/v1/session', { name: name.trim(), language })),
    onSuccess: async (session) => {
      await activateLanguage(language);
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
  return (
    <Panel title={t`About me`}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending && name.trim() !== '') save.mutate();
        }}
      >
        <TextInput
          label={t`Name`}
          description={t`Colleagues see it, and it stands in the activity log.`}
          name="own-name"
          autoComplete="name"
          error={name.trim() === '' ? t`Enter a name.` : null}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t`Language`}
          name="own-language"
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
        {save.isError ? <FailureNotice error={save.error} /> : null}
        {save.isSuccess ? (
          <Notice tone="good" role="status">
            <Trans>Saved.</Trans>
          </Notice>
        ) : null}
        <div className={styles.buttons}>
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
    </Panel>
  );
}
