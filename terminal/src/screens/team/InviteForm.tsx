import { parseEmail } from '@guichet/contract/emails.ts';
import type { SentInvitationView, TeamRoleView } from '@guichet/contract/teamViews.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { isLanguage } from '../../language/languages.ts';
import { RoleSelect } from './RoleSelect.tsx';
import { useTeamChange } from './useTeamChange.ts';

/** Each language is named in itself: whoever reads only that one finds it. */
const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', it: 'Italiano' };

interface InviteFormProps {
  readonly roles: readonly TeamRoleView[];
  readonly onSent: (invitation: SentInvitationView) => void;
  readonly onClose: () => void;
}

export function InviteForm({ roles, onSent, onClose }: InviteFormProps) {
  const { t, i18n } = useLingui();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState(
    () => (roles.find(({ id, may_give: mayGive }) => mayGive && id === 'cashier') ?? roles.find((each) => each.may_give))?.id ?? '',
  );
  const [language, setLanguage] = useState<Language>(isLanguage(i18n.locale) ? i18n.locale : 'en');
  const [wrong, setWrong] = useState(false);
  const send = useTeamChange(
    (invitation: { email: string; role: string; language: Language }) =>
      postJson<SentInvitationView>('/guichet/v1/invitations', invitation),
    onSent,
  );
  const submit = () => {
    if (send.isPending) return;
    if (parseEmail(email.trim()) === null) return setWrong(true);
    send.mutate({ email: email.trim(), role, language });
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`E-mail address`}
        name="invite-email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        maxLength={254}
        value={email}
        error={wrong ? t`This is not an e-mail address.` : null}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <RoleSelect roles={roles} value={role} onChange={setRole} />
      <NativeSelect
        label={t`Language of the invitation`}
        name="invite-language"
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
      />
      {send.isError ? <FailureNotice error={send.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={send.isPending}>
          <Trans>Send the invitation</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** What came of it: the mail is on its way, or the link is to be passed on by hand. */
export function InvitationSent({ invitation, onClose }: { invitation: SentInvitationView; onClose: () => void }) {
  const { t } = useLingui();
  const { email, url } = invitation;
  return (
    <DialogBody onSubmit={onClose}>
      {url === null ? (
        <Notice tone="good">
          <Trans>The mail to {email} is on its way. Its link works once, for seven days.</Trans>
        </Notice>
      ) : (
        <>
          <Notice tone="warn">
            <Trans>
              No mail server is set up, so pass this link on to {email} yourself. It works once, for seven days, and is not shown again.
            </Trans>
          </Notice>
          <CopyText text={url} label={t`Link`} />
        </>
      )}
      <div>
        <Button type="submit" data-autofocus>
          <Trans>Done</Trans>
        </Button>
      </div>
    </DialogBody>
  );
}
