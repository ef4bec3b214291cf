import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

/** The sale that a payment is a part of, among its facts. */
export function SaleFact({ metadata }: { metadata: Readonly<Record<string, string>> }) {
  const id = metadata[SALE_KEY];
  if (id === undefined) return null;
  return (
    <div>
      <dt>
        <Trans>Sale</Trans>
      </dt>
      <dd>
        <Link to="/sales/$id" params={{ id }}>
          <Trans>See what was sold</Trans>
        </Link>
      </dd>
    </div>
  );
}
