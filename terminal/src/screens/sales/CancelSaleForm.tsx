import type { SaleView } from '@guichet/contract/saleViews.ts';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { newKey } from '../../browser/newKey.ts';
import { Button } from '../../components/controls/Button.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';

/** Ends a sale that is not paid in full. */
export function CancelSaleForm({ sale, onClose }: { sale: SaleView; onClose: () => void }) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  const cancel = useMutation({
    mutationFn: async () =>
      orThrow(await postJson<SaleView>(`/guichet/v1/sales/${encodeURIComponent(sale.id)}/cancel`, {}, { idempotencyKey: key })),
    onSettled: () => client.invalidateQueries({ queryKey: ['sales'] }),
    onSuccess: onClose,
  });
  return (
    <DialogBody onSubmit={() => (cancel.isPending ? undefined : cancel.mutate())}>
      <p>
        <Trans>Nothing more is taken for this sale. What was paid of it stays until you give it back, on the page of each payment.</Trans>
      </p>
      {cancel.isError ? <FailureNotice error={cancel.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" danger loading={cancel.isPending} data-autofocus>
          <Trans>Cancel the sale</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}
