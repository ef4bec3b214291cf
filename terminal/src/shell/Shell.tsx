import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Icon } from '../components/Icon.tsx';
import { IdleGuard } from './IdleGuard.tsx';
import { MoreDrawer } from './MoreDrawer.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { type PlaceLink, placesFor } from './places.ts';
import { RestoredStrip } from './RestoredStrip.tsx';
import { useSession } from './SessionContext.ts';
import styles from './Shell.module.css';
import { TestModeStrip } from './TestModeStrip.tsx';

function PlaceLinks({ places }: { places: readonly PlaceLink[] }) {
  const { i18n } = useLingui();
  return places.map(({ to, icon, words }) => (
    <Link key={to} to={to} className={styles.place} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Icon name={icon} size={22} />
      <span>{i18n._(words)}</span>
    </Link>
  ));
}

/** The frame of every page behind the sign-in: a rail beside the page, or a bar below it where there is little room. */
export function Shell() {
  const { t } = useLingui();
  const { account, livemode, permissions } = useSession();
  const places = placesFor(permissions);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what starts a page at its top.
  useEffect(() => {
    // In braces: newer browsers answer a promise, which React would take for the effect's clean-up.
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
      </section>
      <header className={styles.head}>
        <span className={styles.business}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <span>{account.business_name}</span>
        </span>
        <PersonMenu />
      </header>
      <nav className={styles.rail} aria-label={t`Places`}>
        <PlaceLinks places={places} />
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <nav className={styles.bar} aria-label={t`Places`}>
        <PlaceLinks places={places.filter(({ main }) => main)} />
        <MoreDrawer places={places.filter(({ main }) => !main)} />
      </nav>
      <IdleGuard />
    </div>
  );
}
