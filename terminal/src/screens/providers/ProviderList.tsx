import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { ProviderItem } from './ProviderItem.tsx';
import styles from './ProviderList.module.css';
import { type Direction, moveButtonId } from './providerMoves.ts';

interface ProviderListProps {
  readonly accounts: readonly ProviderAccountView[];
  readonly onEdit: (account: ProviderAccountView) => void;
  readonly onDisable: (account: ProviderAccountView) => void;
}

interface Moved {
  readonly name: string;
  readonly place: number;
}

/** The accounts in the order in which they are asked. Whoever moves one by keyboard can go on doing so: the focus moves with it. */
export function ProviderList({ accounts, onEdit, onDisable }: ProviderListProps) {
  const { t } = useLingui();
  const [moved, setMoved] = useState<Moved | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const list = useRef<HTMLOListElement>(null);
  const count = accounts.length;

  const onMoved = ({ id, name, position }: ProviderAccountView, direction: Direction) => {
    setMoved({ name, place: position + 1 });
    // After the list stands in its new order, in which the button may have nowhere to go any more.
    requestAnimationFrame(() => {
      const isAtEnd = position === (direction === 'up' ? 0 : count - 1);
      const to = isAtEnd ? (direction === 'up' ? 'down' : 'up') : direction;
      list.current?.querySelector<HTMLElement>(`#${moveButtonId(id, to)}`)?.focus();
    });
  };
  const name = moved?.name ?? '';
  const place = moved?.place ?? 0;
  return (
    <>
      {failure === null ? null : <FailureNotice error={failure} />}
      <ol ref={list} className={styles.accounts} aria-label={t`Accounts, in the order in which they are asked`}>
        {accounts.map((account, at) => (
          <ProviderItem
            key={account.id}
            account={account}
            place={at}
            count={count}
            onEdit={() => onEdit(account)}
            onDisable={() => onDisable(account)}
            onMoved={onMoved}
            onFailure={setFailure}
          />
        ))}
      </ol>
      <span className="vh" role="status">
        {moved === null ? null : (
          <Trans>
            {name} is number {place} of {count}.
          </Trans>
        )}
      </span>
    </>
  );
}
