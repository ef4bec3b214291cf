import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Dialog } from '../../components/Dialog.tsx';
import type { PlaceLink } from '../../shell/places.ts';
import { JumpSearch } from './JumpSearch.tsx';
import type { JumpChoice } from './useJumpChoices.ts';

interface JumpDialogProps {
  readonly places: readonly PlaceLink[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Who came by keys goes on by keys: the new page's heading has the focus, unless the page has put it somewhere itself. */
function focusPage(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('#main h1[tabindex]')?.focus({ preventScroll: true });
}

/** Goes to a page, a customer or a payment by a few letters. */
export function JumpDialog({ places, opened, onClose }: JumpDialogProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const addressOf = (choice: JumpChoice) => {
    if (choice.kind === 'page') return navigate({ to: choice.page.to });
    if (choice.kind === 'customer') return navigate({ to: '/customers/$id', params: { id: choice.customer.id } });
    return navigate({ to: '/payments/$id', params: { id: choice.payment.id } });
  };
  const pick = async (choice: JumpChoice) => {
    onClose();
    // The dialog gives the focus back to where it was, which is the page that one leaves.
    queueMicrotask(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await addressOf(choice);
    focusPage();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t`Go to…`}>
      <JumpSearch places={places} onPick={(choice) => void pick(choice)} />
      <p className="muted">
        <Trans>A page, a customer by name, e-mail or phone, a payment by reference or the last four digits.</Trans>
      </p>
    </Dialog>
  );
}
