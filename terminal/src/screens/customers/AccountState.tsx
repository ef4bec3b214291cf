import { parseEmail } from '@guichet/contract/emails.ts';
import type { SavedAccountView, SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { CopyText } from '../../components/CopyText.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './CustomerMandates.module.css';

const REQUESTS = '/guichet/v1/mandate_requests';

/** Asks the server something about a request; whatever comes of it, accounts and mandates are read anew. */
function useRequest<T>(ask: (body: object) => Promise<T>, onDone?: (answer: T) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (answer) => onDone?.(answer),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['accounts'] });
      await client.invalidateQueries({ queryKey: ['mandates'] });
    },
  });
}

/** Where no mail goes out, whoever asked passes the link on. */
export function LinkToPassOn({ sent }: { sent: SentMandateRequestView }) {
  const { t } = useLingui();
  if (sent.url === null) return null;
  return (
    <div>
      <p>
        <Trans>No mail goes out from here. Pass this link on to the payer; it is shown this once.</Trans>
      </p>
      <CopyText text={sent.url} label={t`Link`} />
    </div>
  );
}

interface AskFormProps {
  readonly account: SavedAccountView;
  readonly email: string;
  readonly onSent: (sent: SentMandateRequestView) => void;
  readonly onClose: () => void;
}

function AskForm({ account, email: known, onSent, onClose }: AskFormProps) {
  const { t, i18n } = useLingui();
  const [email, setEmail] = useState(known);
  const [language, setLanguage] = useState(i18n.locale as Language);
  const [looked, setLooked] = useState(false);
  const ask = useRequest(
    async (body) => orThrow(await postJson<SentMandateRequestView>(REQUESTS, body)),
    (sent) => {
      onSent(sent);
      onClose();
    },
  );
  const isAddress = parseEmail(email.trim()) !== null;
  const submit = () => {
    setLooked(true);
    if (!ask.isPending && isAddress) ask.mutate({ payment_method: account.payment_method, email: email.trim(), language });
  };
  return (
    <DialogBody onSubmit={submit}>
      <p>
        <Trans>The payer gets a link, reads the words of the mandate and agrees. Nothing is debited before that.</Trans>
      </p>
      <TextInput
        label={t`E-mail address of the payer`}
        name="mandate-email"
        type="email"
        data-autofocus
        maxLength={254}
        value={email}
        error={looked && !isAddress ? t`This is not an e-mail address.` : null}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label={t`Language of the payer`}
        name="mandate-language"
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      {ask.isError ? <FailureNotice error={ask.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={ask.isPending}>
          <Trans>Send the link</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** What has been asked of the payer, in one sentence. */
function Asked({ request }: { request: NonNullable<SavedAccountView['request']> }) {
  const formats = useFormats();
  const [sent, until] = [formats.day(request.sent), formats.day(request.expires)];
  const { email } = request;
  if (request.status === 'expired') return <Trans>The payer was asked on {sent} and has not agreed; the link is no longer good.</Trans>;
  if (email === null)
    return (
      <Trans>
        The payer was asked on {sent}. The link is good until {until}.
      </Trans>
    );
  return (
    <Trans>
      The payer was asked on {sent} at {email}. The link is good until {until}.
    </Trans>
  );
}

/**
 * Whether an account may be debited, and while it may not, what leads there: a link to the payer, sent, sent again or withdrawn.
 */
export function AccountState({ account, email }: { account: SavedAccountView; email: string }) {
  const { t } = useLingui();
  const mayAsk = useMay('payments.write');
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState<SentMandateRequestView | null>(null);
  const { request } = account;
  const path = `${REQUESTS}/${encodeURIComponent(request?.id ?? '')}`;
  const again = useRequest(async () => orThrow(await postJson<SentMandateRequestView>(`${path}/resend`, {})), setSent);
  const withdraw = useRequest(
    async () => orThrow(await postJson(`${path}/revoke`, {})),
    () => setSent(null),
  );
  if (account.may_be_debited)
    return (
      <p className="muted">
        <Trans>May be debited.</Trans>
      </p>
    );
  const isWaiting = request?.status === 'open' || request?.status === 'expired';
  return (
    <div className={styles.state}>
      <p>
        <strong>
          <Trans>May not be debited yet: the payer has not agreed.</Trans>
        </strong>{' '}
        {isWaiting ? <Asked request={request} /> : null}
      </p>
      {sent === null ? null : <LinkToPassOn sent={sent} />}
      {again.isError ? <FailureNotice error={again.error} /> : null}
      {withdraw.isError ? <FailureNotice error={withdraw.error} /> : null}
      {mayAsk ? (
        <div className={styles.buttons}>
          {isWaiting ? (
            <>
              <Button variant="default" loading={again.isPending} onClick={() => again.mutate({})}>
                <Trans>Send the link again</Trans>
              </Button>
              <Button variant="subtle" loading={withdraw.isPending} onClick={() => withdraw.mutate({})}>
                <Trans>Withdraw the request</Trans>
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => setAsking(true)}>
              <Trans>Ask by mail</Trans>
            </Button>
          )}
        </div>
      ) : null}
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t`Ask the payer by mail`} closesOutside={false}>
        <AskForm account={account} email={email} onSent={setSent} onClose={() => setAsking(false)} />
      </Dialog>
    </div>
  );
}
