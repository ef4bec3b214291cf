import type { SentMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../../components/Notice.tsx';
import { LinkToPassOn } from '../../customers/AccountState.tsx';
import type { KnownCustomer } from '../saleDraft.ts';
import { GoOn } from './TakeOther.tsx';

interface MandateMailedProps {
  readonly sent: SentMandateRequestView;
  readonly customer: KnownCustomer;
  readonly onNewSale: () => void;
}

/** The payer has been asked; the payment was not taken, and it is said how it will be. */
export function MandateMailed({ sent, customer, onNewSale }: MandateMailedProps) {
  const { email } = sent;
  return (
    <Notice tone="warn" role="status" icon="clock">
      <p>
        <strong>
          <Trans>Nothing was debited: the payer has to agree first.</Trans>
        </strong>
      </p>
      {sent.url === null ? (
        <p>
          <Trans>A link is on its way to {email}; it is good for fourteen days.</Trans>
        </p>
      ) : (
        <LinkToPassOn sent={sent} />
      )}
      <p>
        <Trans>Once the payer has agreed, take the payment here with the saved account.</Trans>{' '}
        <Link to="/customers/$id" params={{ id: customer.id }}>
          <Trans>Show the customer</Trans>
        </Link>
      </p>
      <GoOn onClick={onNewSale}>
        <Trans>New sale</Trans>
      </GoOn>
    </Notice>
  );
}
