import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { saleQuery } from '../../api/saleQueries.ts';
import { Panel } from '../../components/Page.tsx';
import { SaleLines } from '../sales/SaleLines.tsx';

/** What a payment paid for, where it belongs to a sale. */
export function SoldPanel({ metadata }: { metadata: Readonly<Record<string, string>> }) {
  const { t } = useLingui();
  const id = metadata[SALE_KEY];
  const { data: sale } = useQuery({ ...saleQuery(id ?? ''), enabled: id !== undefined });
  if (sale === undefined) return null;
  return (
    <Panel title={t`What was sold`} flush>
      <SaleLines sale={sale} />
    </Panel>
  );
}
