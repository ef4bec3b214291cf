import { Trans, useLingui } from '@lingui/react/macro';

import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import styles from './MoreDrawer.module.css';
import type { PlaceLink } from './places.ts';

/** What the bar of a phone has no room for. */
export function MoreDrawer({ places }: { places: readonly PlaceLink[] }) {
  const { t, i18n } = useLingui();
  const [opened, { open, close }] = useDisclosure(false);
  if (places.length === 0) return null;
  return (
    <>
      <button type="button" onClick={open} aria-haspopup="dialog">
        <Icon name="more" size={22} />
        <span>
          <Trans>More</Trans>
        </span>
      </button>
      <Dialog opened={opened} onClose={close} sheet title={t`More`}>
        <div className={styles.places}>
          {places.map(({ to, icon, words }) => (
            <Link key={to} to={to} onClick={close} className={styles.place}>
              <Icon name={icon} size={22} />
              {i18n._(words)}
            </Link>
          ))}
        </div>
      </Dialog>
    </>
  );
}
