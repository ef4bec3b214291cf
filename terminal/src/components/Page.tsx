import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { GuideId } from '../guides/guides.ts';
import { useSession } from '../shell/SessionContext.ts';
import { GuideLink } from './GuideLink.tsx';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** What stands beside the title: the page's actions. */
  readonly actions?: ReactNode;
  /** The guide that tells how this works. */
  readonly guide?: GuideId;
  /** A link to where the page hangs. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

/** A screen's frame. After a move within the app its heading takes the focus, so that a screen reader announces where one is. */
export function Page({ title, actions, guide, above, children }: PageProps) {
  const { account } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  useEffect(() => {
    document.title = `${title} · ${account.business_name}`;
  }, [title, account.business_name]);
  useEffect(() => {
    // The first page of a visit leaves the focus where the browser put it. In a task of its own, after whatever field of the page takes it so.
    const soon = setTimeout(() => {
      if (router.history.length > 1 && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    });
    return () => clearTimeout(soon);
  }, [router]);
  return (
    <div className={styles.page}>
      {above === undefined ? null : <div className={styles.above}>{above}</div>}
      <header className={styles.header}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions === undefined && guide === undefined ? null : (
          <div className={styles.actions}>
            {actions}
            {guide === undefined ? null : <GuideLink guide={guide} />}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

/** A surface of the page with a heading of its own. */
export function Panel({
  title,
  actions,
  children,
  flush = false,
}: {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={styles.panel} data-flush={flush || undefined}>
      {title === undefined ? null : (
        <div className={styles.panelHeader}>
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
