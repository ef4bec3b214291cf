import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { saleQuery } from '../../../api/saleQueries.ts';
import { Icon } from '../../../components/Icon.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import { NO_EXTRAS } from '../saleExtras.ts';
import styles from './ItemsPanel.module.css';
import type { ItemsPartProps } from './itemsPartProps.ts';

/** Says that this payment is a part of a sale, and what is open of it. */
export function PartOfSale({ draft, onEdit }: Pick<ItemsPartProps, 'draft' | 'onEdit'>) {
  const formats = useFormats();
  const id = draft.extras?.sale ?? '';
  const { data: sale } = useQuery(saleQuery(id));
  const open = sale === undefined ? null : formats.amount(sale.open, sale.currency);
  return (
    <Notice tone="info" icon="receipt">
      <p>
        {open === null ? (
          <Trans>This payment is a part of a sale.</Trans>
        ) : (
          <Trans>This payment is a part of a sale. Still open: {open}.</Trans>
        )}{' '}
        <Link to="/sales/$id" params={{ id }}>
          <Trans>See the sale</Trans>
        </Link>
      </p>
      <button
        type="button"
        className={styles.small}
        onClick={() => onEdit({ extras: { ...(draft.extras ?? NO_EXTRAS), sale: undefined } })}
      >
        <Icon name="cross" size={18} />
        <Trans>Not for this sale</Trans>
      </button>
    </Notice>
  );
}
