import { Trans } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';

/** Empties the form for the next sale; not while an answer is out. */
export function NewSaleButton({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  return (
    <Button
      variant="default"
      onClick={onPress}
      disabled={busy}
      aria-keyshortcuts="F2"
      leftSection={<Icon name="plus" />}
      rightSection={<Kbd keys="F2" />}
    >
      <Trans>New sale</Trans>
    </Button>
  );
}
