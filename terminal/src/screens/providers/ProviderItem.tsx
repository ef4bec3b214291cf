import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { providerAccountsQuery } from '../../api/providerQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from './ProviderList.module.css';
import { type Direction, moveButtonId } from './providerMoves.ts';
import { kindOf, methodWords } from './providerWords.ts';
import { TryConnection } from './TryConnection.tsx';
import { type AccountChange, useChangeAccount } from './useChangeAccount.ts';

interface ProviderItemProps {
  readonly account: ProviderAccountView;
  /** Counted from 0. */
  readonly place: number;
  readonly count: number;
  readonly onEdit: () => void;
  readonly onDisable: () => void;
  readonly onMoved: (account: ProviderAccountView, direction: Direction) => void;
  readonly onFailure: (error: unknown) => void;
}

/** What the account is and takes. */
function Facts({ account }: { account: ProviderAccountView }) {
  const { i18n } = useLingui();
  const words = (text: MessageDescriptor | string) => (typeof text === 'string' ? text : i18n._(text));
  const methods = account.methods.map((method) => words(methodWords(method))).join(' · ');
  const currencies = account.currencies.map((currency) => currency.toUpperCase()).join(', ');
  const kind = words(kindOf(account));
  return (
    <div className={styles.facts}>
      {kind === account.name && account.base_url === null ? null : (
        <p>
          {kind}
          {account.base_url === null ? null : (
            <>
              {' · '}
              <span className={styles.address}>{account.base_url}</span>
            </>
          )}
        </p>
      )}
      {account.secret_last4 === null ? null : (
        <p>
          <Trans>Secret key</Trans> <code>…{account.secret_last4}</code>
        </p>
      )}
      <p>
        {methods} · {currencies === '' ? <Trans>all currencies</Trans> : currencies}
      </p>
      {account.cards === 'fields' ? (
        <p>
          <Trans>Cards are entered in the provider’s own fields</Trans> · <code className={styles.address}>{account.publishable_key}</code>
        </p>
      ) : null}
      {account.fees.length + account.dispute_fees.length > 0 ? (
        <p>
          <Trans>Fees are booked by a price list.</Trans>
        </p>
      ) : null}
    </div>
  );
}

export function ProviderItem({ account, place, count, onEdit, onDisable, onMoved, onFailure }: ProviderItemProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { id, name, active } = account;
  const change = useChangeAccount(id);
  const send = (what: AccountChange, then: (changed: ProviderAccountView) => void = () => {}) => {
    if (change.isPending) return;
    onFailure(null);
    change.mutate(what, {
      onError: onFailure,
      onSuccess: async (changed) => {
        await client.invalidateQueries({ queryKey: providerAccountsQuery.queryKey });
        then(changed);
      },
    });
  };
  const moveTo = (direction: Direction) =>
    send({ position: direction === 'up' ? place - 1 : place + 1 }, (changed) => onMoved(changed, direction));
  return (
    <li className={styles.account} data-off={!active || undefined}>
      <div className={styles.order}>
        <button
          type="button"
          id={moveButtonId(id, 'up')}
          className={styles.move}
          aria-label={t`Move ${name} up`}
          disabled={place === 0}
          onClick={() => moveTo('up')}
        >
          <Icon name="up" size={18} />
        </button>
        <span className={styles.place} aria-hidden="true">
          {place + 1}
        </span>
        <button
          type="button"
          id={moveButtonId(id, 'down')}
          className={styles.move}
          aria-label={t`Move ${name} down`}
          disabled={place === count - 1}
          onClick={() => moveTo('down')}
        >
          <Icon name="down" size={18} />
        </button>
      </div>
      <div className={styles.about}>
        <div className={styles.head}>
          <h2>{name}</h2>
          {active ? (
            <Badge tone="good">{t({ message: 'Active', context: 'account' })}</Badge>
          ) : (
            <Badge tone="plain">{t({ message: 'Disabled', context: 'account' })}</Badge>
          )}
        </div>
        <Facts account={account} />
        <TryConnection account={account}>
          <Button variant="subtle" aria-label={t`Edit ${name}`} onClick={onEdit}>
            <Trans>Edit</Trans>
          </Button>
          {active ? (
            <Button variant="subtle" aria-label={t`Disable ${name}`} onClick={onDisable}>
              <Trans>Disable</Trans>
            </Button>
          ) : (
            <Button variant="subtle" aria-label={t`Enable ${name}`} onClick={() => send({ active: true })} loading={change.isPending}>
              <Trans>Enable</Trans>
            </Button>
          )}
        </TryConnection>
      </div>
    </li>
  );
}
