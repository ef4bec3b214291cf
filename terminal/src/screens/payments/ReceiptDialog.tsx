import { parseEmail } from '@guichet/contract/emails.ts';
import { LANGUAGES, type Language, type MessageSummary, type PaymentView, type ReceiptRequest } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { isLanguage, LANGUAGE_NAMES } from '../../language/languages.ts';

interface ReceiptDialogProps {
  readonly payment: PaymentView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says where the receipt is: on its way, or in the outbox while no mail server is set up. */
function Sent({ message, onClose }: { message: MessageSummary; onClose: () => void }) {
  const { to } = message;
  return (
    <DialogBody onSubmit={onClose}>
      <div role="status">
        <Notice tone={message.status === 'failed' ? 'bad' : 'good'}>
          {message.status === 'kept' ? (
            <p>
              <Trans>The receipt for {to} lies in the outbox, because no mail server is set up.</Trans>{' '}
              <Link to="/outbox/$id" params={{ id: message.id }} onClick={onClose}>
                <Trans>Read it</Trans>
              </Link>
            </p>
          ) : message.status === 'failed' ? (
            <p>
              <Trans>The receipt could not be sent to {to}. It is tried again; see the outbox.</Trans>
            </p>
          ) : (
            <p>
              <Trans>The receipt is on its way to {to}.</Trans>
            </p>
          )}
        </Notice>
      </div>
      <div>
        <Button type="submit" autoFocus>
          <Trans>Close</Trans>
        </Button>
      </div>
    </DialogBody>
  );
}

function ReceiptForm({ payment, onClose }: Omit<ReceiptDialogProps, 'opened'>) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [email, setEmail] = useState(payment.customer?.email ?? '');
  const [language, setLanguage] = useState<Language>(isLanguage(i18n.locale) ? i18n.locale : 'en');
  const [wrong, setWrong] = useState(false);
  const [key, setKey] = useState(newKey);
  const send = useMutation({
    mutationFn: async () => {
      const body: ReceiptRequest = { payment_intent: payment.id, email: email.trim(), language };
      return orThrow(await postJson<MessageSummary>('/guichet/v1/receipts', body, { idempotencyKey: key }));
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['messages'] });
      void client.invalidateQueries({ queryKey: ['payments', payment.id] });
    },
  });
  if (send.isSuccess) return <Sent message={send.data} onClose={onClose} />;
  const change = (apply: () => void) => {
    apply();
    setWrong(false);
    // Another address or language is another message.
    setKey(newKey());
  };
  const submit = () => {
    if (send.isPending) return;
    if (parseEmail(email) === null) return setWrong(true);
    send.mutate();
  };
  return (
    <DialogBody onSubmit={submit}>
      <TextInput
        label={t`E-mail address`}
        type="email"
        name="receipt-mail"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        value={email}
        error={wrong ? t`This is not an e-mail address.` : null}
        onChange={(event) => change(() => setEmail(event.currentTarget.value))}
      />
      <NativeSelect
        label={t`Language of the receipt`}
        name="receipt-language"
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={(event) => change(() => setLanguage(event.currentTarget.value as Language))}
      />
      {send.isError ? <FailureNotice error={send.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={send.isPending}>
          <Trans>Send the receipt</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

export function ReceiptDialog({ payment, opened, onClose }: ReceiptDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog opened={opened} onClose={onClose} title={t`E-mail a receipt`}>
      <ReceiptForm payment={payment} onClose={onClose} />
    </Dialog>
  );
}
