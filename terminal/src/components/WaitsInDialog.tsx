import { Trans } from '@lingui/react/macro';
import { ApprovalWaits } from './ApprovalWaits.tsx';
import { Button } from './controls/Button.tsx';
import { DialogBody } from './DialogBody.tsx';

/** What a dialog shows when what it asked for waits for another person: there is nothing more to press here. */
export const WaitsInDialog = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <DialogBody onSubmit={onClose}>
    <ApprovalWaits id={id} />
    <Button type="submit" autoFocus>
      <Trans>Close</Trans>
    </Button>
  </DialogBody>
);
