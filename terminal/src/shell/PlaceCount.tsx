import { Plural } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { approvalsToDecideQuery } from '../api/approvalQueries.ts';
import styles from './PlaceCount.module.css';
import type { PlaceLink } from './places.ts';
import { useMay } from './SessionContext.ts';

const MOST_SHOWN = 99;

function ApprovalsCount() {
  const mayDecide = useMay('approvals.write');
  const { data } = useQuery({ ...approvalsToDecideQuery, enabled: mayDecide });
  const count = data?.count ?? 0;
  if (count === 0) return null;
  return (
    <span className={`${styles.count} num`}>
      <span aria-hidden="true">{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>
      <span className="vh">
        <Plural value={count} one="# waits for your decision" other="# wait for your decision" />
      </span>
    </span>
  );
}

/** How many things wait for this person at a place, or at one of several that a button leads to; nothing where none do. */
export function PlaceCount({ places }: { places: readonly PlaceLink[] }) {
  return places.some(({ to }) => to === '/approvals') ? <ApprovalsCount /> : null;
}
