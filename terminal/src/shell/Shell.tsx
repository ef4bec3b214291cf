import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef, useSyncExternalStore } from 'react';
import { mediaQuery } from '../browser/mediaQuery.ts';
import { Mark } from '../components/Mark.tsx';
import { IdleGuard } from './IdleGuard.tsx';
import { JumpGuard } from './JumpGuard.tsx';
import { MoreDrawer } from './MoreDrawer.tsx';
import { NewerPagesNotice } from './NewerPagesNotice.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { PlaceLinks, PlaceRail } from './PlaceRail.tsx';
import { ProofGuard } from './ProofGuard.tsx';
import { placesFor } from './places.ts';
import { RestoredStrip } from './RestoredStrip.tsx';
import { useSession } from './SessionContext.ts';
import styles from './Shell.module.css';
import { TestModeStrip } from './TestModeStrip.tsx';

/** Where the bar takes the place of the rail, as in this frame's style. */
const narrow = mediaQuery('(max-width: 56em)');

/** The frame of every page behind the sign-in: a rail beside the page, or a bar below it where there is little room. */
export function Shell() {
  const { t } = useLingui();
  const { account, livemode, permissions } = useSession();
  const places = placesFor(permissions);
  const isNarrow = useSyncExternalStore(narrow.subscribe, narrow.matches);
  // The frame first, then the page, piece by piece: the browser stays quick meanwhile.
  const isFramed = useDeferredValue(true, false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    // The first page stands at its top; to ask for that would have the browser lay it out before it is whole.
    if (shown.current === path) return;
    shown.current = path;
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to the page</Trans>
      </a>
      <section className={styles.strips} aria-label={t`Notices`}>
        {livemode ? null : <TestModeStrip />}
        <RestoredStrip />
        <OfflineNotice />
        <NewerPagesNotice />
      </section>
      <div className={styles.side}>
        <header className={styles.head}>
          <span className={styles.business}>
            <Mark size={28} />
            <span>{account.business_name}</span>
          </span>
          <PersonMenu />
          <JumpGuard places={places} />
        </header>
        {isNarrow ? null : <PlaceRail places={places} />}
      </div>
      <main id="main" className={styles.main} tabIndex={-1}>
        {isFramed ? <Outlet /> : null}
      </main>
      {isNarrow ? (
        <nav className={styles.bar} aria-label={t`Places`}>
          <PlaceLinks places={places.filter(({ main }) => main)} className={styles.place} />
          <MoreDrawer places={places.filter(({ main }) => !main)} />
        </nav>
      ) : null}
      <IdleGuard />
      <ProofGuard />
    </div>
  );
}
