import { Trans, useLingui } from '@lingui/react/macro';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { Kbd } from '../components/Kbd.tsx';
import styles from './JumpGuard.module.css';
import type { PlaceLink } from './places.ts';

const load = () => import('../screens/jump/JumpDialog.tsx');
const JumpDialog = lazy(async () => ({ default: (await load()).JumpDialog }));

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** The way to anything by typing: a button, and Ctrl or Command with K anywhere on the page, except behind another dialog. */
export function JumpGuard({ places }: { places: readonly PlaceLink[] }) {
  const { t } = useLingui();
  const [opened, { open, close }] = useDisclosure(false);
  // Kept once it was opened: a dialog that is taken away while it is open doesn't give the focus back.
  const [wanted, setWanted] = useState(false);
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      // It comes while the second key is still on its way, so that the first letters after it aren't lost.
      if (event.key === 'Control' || event.key === 'Meta') void load();
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      // Browsers have a use of their own for these keys, which would come as a surprise here.
      event.preventDefault();
      if (document.querySelector('dialog[open]') !== null) return;
      setWanted(true);
      open();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [open]);
  const start = () => {
    setWanted(true);
    open();
  };
  return (
    <>
      <button
        type="button"
        className={styles.jump}
        aria-label={t`Go to…`}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={start}
      >
        <Icon name="search" size={18} />
        <span className={styles.words}>
          <Trans>Go to…</Trans>
        </span>
        <Kbd keys={isMac() ? '⌘ K' : 'Ctrl K'} />
      </button>
      {wanted ? (
        <Suspense>
          <JumpDialog places={places} opened={opened} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
