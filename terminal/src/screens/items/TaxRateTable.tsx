import type { WireTaxRate } from '@guichet/contract/wire/taxRate.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { postForm } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { taxOf } from './taxOf.ts';
import { useTaxWords } from './useTaxWords.ts';

/** The rates of the place. One that is switched off stays on the items that have it, and is offered no more. */
export function TaxRateTable({ rates, mayChange }: { rates: readonly WireTaxRate[]; mayChange: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const taxWords = useTaxWords();
  const turn = useMutation({
    mutationFn: async ({ id, active }: WireTaxRate) =>
      orThrow(await postForm(`/v1/tax_rates/${encodeURIComponent(id)}`, { active: !active }, { idempotencyKey: newKey() })),
    onSettled: () => client.invalidateQueries({ queryKey: ['items'] }),
  });
  return (
    <>
      {turn.isError ? <FailureNotice error={turn.error} /> : null}
      <table className={styles.table} aria-label={t`Tax rates`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Tax</Trans>
            </th>
            <th scope="col">
              <Trans>Status</Trans>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => {
            const name = taxWords(taxOf(rate));
            return (
              <tr key={rate.id}>
                <td data-cell="lead">{name}</td>
                <td data-cell="side">{rate.active ? <Badge tone="good">{t`In use`}</Badge> : <Badge tone="plain">{t`Off`}</Badge>}</td>
                <td className={styles.end}>
                  {mayChange ? (
                    <Button
                      variant="subtle"
                      loading={turn.isPending && turn.variables.id === rate.id}
                      aria-label={rate.active ? t`Switch off ${name}` : t`Switch on ${name}`}
                      onClick={() => turn.mutate(rate)}
                    >
                      {rate.active ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
                    </Button>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
