import { useLingui } from '@lingui/react/macro';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { keepOpenGroups, openGroupsOf } from './foldedGroups.ts';
import { PlaceCount } from './PlaceCount.tsx';
import styles from './PlaceRail.module.css';
import { belowOf, groupAt, groupsOf, isGrouped, type PlaceGroup, type PlaceGroupId } from './placeGroups.ts';
import { GROUP_WORDS, type PlaceLink } from './places.ts';
import { useSession } from './SessionContext.ts';

/** Links to places, the one that is shown marked as such. */
export function PlaceLinks({ places, className }: { places: readonly PlaceLink[]; className?: string | undefined }) {
  const { i18n } = useLingui();
  return places.map((place) => {
    const { to, icon, words } = place;
    return (
      <Link key={to} to={to} className={className} activeOptions={{ exact: to === '/', includeSearch: false }}>
        <Icon name={icon} size={22} />
        <span>{i18n._(words)}</span>
        <PlaceCount places={[place]} />
      </Link>
    );
  });
}

/** Room below the mark of the page that is shown, so that one sees that the rail goes on. */
const BELOW_SHOWN_PX = 24;

interface FoldingProps {
  readonly group: PlaceGroup<PlaceLink>;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Folding({ group: { id, places }, open, onToggle }: FoldingProps) {
  const { i18n } = useLingui();
  const words = GROUP_WORDS[id];
  const listId = `places-${id}`;
  return (
    <>
      <button type="button" className={styles.heading} aria-expanded={open} aria-controls={listId} onClick={onToggle}>
        {i18n._(words)}
        <Icon name={open ? 'down' : 'forward'} size={16} />
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: links under a heading aren't a form's fieldset. */}
      <div id={listId} role="group" aria-label={i18n._(words)} className={styles.places} hidden={!open}>
        <PlaceLinks places={places} className={styles.place} />
      </div>
    </>
  );
}

/**
 * The places beside the page. Whoever has many sees them under headings, each of which folds and stays as the person left it; the heading
 * of the page that is opened unfolds, so that one always sees where one is.
 */
export function PlaceRail({ places }: { places: readonly PlaceLink[] }) {
  const { t } = useLingui();
  const { person } = useSession();
  const rail = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(() => openGroupsOf(person.id));
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [shownPath, setShownPath] = useState<string | null>(null);
  if (path !== shownPath) {
    setShownPath(path);
    const here = groupAt(path);
    if (here !== undefined && !open[here]) setOpen({ ...open, [here]: true });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what moves the mark of the page that is shown.
  useEffect(() => {
    // Only the rail is scrolled: the page stays at its top.
    const shown = rail.current?.querySelector('[aria-current="page"]');
    if (shown === null || shown === undefined) return;
    // It tells where the mark stands once the page is laid out; to ask at once would have the browser lay it out in the middle of things.
    const placed = new IntersectionObserver(([mark]) => {
      placed.disconnect();
      const hiddenPx = (mark?.boundingClientRect.bottom ?? 0) + BELOW_SHOWN_PX - window.innerHeight;
      if (hiddenPx > 0) rail.current?.scrollBy(0, hiddenPx);
    });
    placed.observe(shown);
    return () => placed.disconnect();
  }, [path]);
  const toggle = (id: PlaceGroupId) => {
    const next = { ...open, [id]: !open[id] };
    setOpen(next);
    keepOpenGroups(person.id, next);
  };
  const [daily, ...others] = isGrouped(places) ? groupsOf(places) : [];
  return (
    <nav ref={rail} className={styles.rail} aria-label={t`Places`}>
      <div className={styles.places}>
        <PlaceLinks places={daily?.places ?? places} className={styles.place} />
      </div>
      {others.map((group) => (
        <Folding key={group.id} group={group} open={open[group.id]} onToggle={() => toggle(group.id)} />
      ))}
      {daily === undefined ? null : (
        <div className={styles.below}>
          <PlaceLinks places={belowOf(places)} className={styles.place} />
        </div>
      )}
    </nav>
  );
}
