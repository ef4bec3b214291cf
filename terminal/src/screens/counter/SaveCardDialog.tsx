import type { Channel, SaveCardRequest, StaffChannel } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { isLanguage } from '../../language/languages.ts';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './SaveCardDialog.module.css';

interface SaveCardDialogProps {
  readonly method: string;
  readonly customer: { readonly id: string; readonly name: string | null; readonly email: string | null };
  readonly channel: Channel;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const staffChannel = (channel: Channel): StaffChannel => (channel === 'api' ? 'in_person' : channel);

/** Keeping a card needs its owner's word: staff read the wording out, and it is stored with who asked, when and how. */
export function SaveCardDialog({ method, customer, channel, opened, onClose, onSaved }: SaveCardDialogProps) {
  const { t, i18n } = useLingui();
  const { account } = useSession();
  const client = useQueryClient();
  const [key] = useState(newKey);
  const business = account.business_name;
  const text = t`I agree that ${business} keeps this card and uses it for payments that I ask for. I can withdraw this agreement at any time.`;
  const save = useMutation({
    mutationFn: async () => {
      const language = isLanguage(i18n.locale) ? i18n.locale : 'en';
      const body: SaveCardRequest = {
        payment_method: method,
        customer: customer.id,
        consent: { channel: staffChannel(channel), language, text },
      };
      return orThrow(await postJson('/guichet/v1/saved_cards', body, { idempotencyKey: key }));
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['customers'] });
      onSaved();
    },
  });
  const name = customer.name ?? customer.email ?? customer.id;
  return (
    <Dialog opened={opened} onClose={onClose} title={t`Save the card`}>
      <DialogBody onSubmit={() => save.mutate()}>
        <p>
          <Trans>Read this to {name}, and go on only if they agree:</Trans>
        </p>
        <blockquote className={styles.wording}>{text}</blockquote>
        <p className="muted">
          <Trans>The wording is kept with your name, the time and the channel.</Trans>
        </p>
        {save.isError ? <FailureNotice error={save.error} /> : null}
        <DialogButtons onCancel={onClose}>
          <Button type="submit" data-autofocus loading={save.isPending}>
            <Trans>They agree: save</Trans>
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  );
}
