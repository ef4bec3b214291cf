import { Trans, useLingui } from '@lingui/react/macro';

import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import styles from './MoreDrawer.module.css';
import { PlaceCount } from './PlaceCount.tsx';
import { belowOf, groupsOf, isGrouped } from './placeGroups.ts';
import { GROUP_WORDS, type PlaceLink } from './places.ts';

/** What the bar of a phone has no room for, under the headings of the rail. Nothing folds here: one scrolls a sheet by itself. */
export function MoreDrawer({ places }: { places: readonly PlaceLink[] }) {
  const { t, i18n } = useLingui();
  const [opened, { open, close }] = useDisclosure(false);
  if (places.length === 0) return null;
  const links = (shown: readonly PlaceLink[]) =>
    shown.map((place) => {
      const { to, icon, words } = place;
      return (
        <Link key={to} to={to} onClick={close} className={styles.place}>
          <Icon name={icon} size={22} />
          {i18n._(words)}
          <PlaceCount places={[place]} />
        </Link>
      );
    });
  return (
    <>
      <button type="button" onClick={open} aria-haspopup="dialog" className={styles.more}>
        <Icon name="more" size={22} />
        <span>
          <Trans>More</Trans>
        </span>
        <PlaceCount places={places} />
      </button>
      <Dialog opened={opened} onClose={close} sheet title={t`More`}>
        {isGrouped(places) ? (
          <div className={styles.groups}>
            {groupsOf(places).map((group) => (
              <section key={group.id} aria-labelledby={`more-${group.id}`}>
                <h3 id={`more-${group.id}`} className={styles.heading}>
                  {i18n._(GROUP_WORDS[group.id])}
                </h3>
                <div className={styles.places}>{links(group.places)}</div>
              </section>
            ))}
            <div className={styles.places}>{links(belowOf(places))}</div>
          </div>
        ) : (
          <div className={styles.places}>{links(places)}</div>
        )}
      </Dialog>
    </>
  );
}
