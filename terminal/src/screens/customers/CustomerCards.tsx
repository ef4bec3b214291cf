import type { CustomerView, SavedCardView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { CardName, useCardName } from '../../components/CardName.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './CustomerCards.module.css';

function RemoveCard({ card, onClose }: { card: SavedCardView; onClose: () => void }) {
  const client = useQueryClient();
  const cardName = useCardName();
  const name = cardName(card);
  const detach = useMutation({
    mutationFn: async () => orThrow(await postForm(`/v1/payment_methods/${encodeURIComponent(card.id)}/detach`, {})),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['customers'] });
      onClose();
    },
  });
  return (
    <DialogBody onSubmit={() => (detach.isPending ? undefined : detach.mutate())}>
      <p>
        <Trans>{name} can then no longer be charged without being keyed in again. Payments made with it stay as they are.</Trans>
      </p>
      {detach.isError ? <FailureNotice error={detach.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" data-autofocus loading={detach.isPending}>
          <Trans>Remove the card</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

/** The cards that a customer has left with us. */
export function CustomerCards({ customer }: { customer: CustomerView }) {
  const { t } = useLingui();
  const cardName = useCardName();
  const mayWrite = useMay('customers.write');
  const [removing, setRemoving] = useState<SavedCardView | null>(null);
  return (
    <Panel title={t`Saved cards`}>
      {customer.cards.length === 0 ? (
        <p className="muted">
          <Trans>No card is saved. After an approved payment you can ask this customer whether you may keep the card.</Trans>
        </p>
      ) : (
        <ul className={styles.cards}>
          {customer.cards.map((card) => {
            const name = cardName(card);
            return (
              <li key={card.id}>
                <CardName card={card} />
                {mayWrite ? (
                  <Button variant="subtle" aria-label={t`Remove ${name}`} onClick={() => setRemoving(card)}>
                    <Trans>Remove</Trans>
                  </Button>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      <Dialog opened={removing !== null} onClose={() => setRemoving(null)} title={t`Remove this card?`}>
        {removing === null ? null : <RemoveCard card={removing} onClose={() => setRemoving(null)} />}
      </Dialog>
    </Panel>
  );
}
