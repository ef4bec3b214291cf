import type { ItemView } from '@guichet/contract/itemViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { itemsQuery, taxRatesQuery } from '../../api/catalogueQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { ItemForm } from './ItemForm.tsx';
import styles from './ItemsScreen.module.css';
import { ItemTable } from './ItemTable.tsx';
import { TaxRateForm } from './TaxRateForm.tsx';
import { TaxRateTable } from './TaxRateTable.tsx';

type Open = { readonly kind: 'add' } | { readonly kind: 'edit'; readonly item: ItemView } | { readonly kind: 'tax' };

function TaxRates({ mayChange, onAdd }: { mayChange: boolean; onAdd: () => void }) {
  const { t } = useLingui();
  const rates = useQuery(taxRatesQuery);
  return (
    <Panel
      title={t`Tax rates`}
      flush
      actions={
        mayChange ? (
          <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={onAdd}>
            <Trans>Add a tax rate</Trans>
          </Button>
        ) : null
      }
    >
      {rates.isError ? <FailureNotice error={rates.error} retry={() => void rates.refetch()} /> : null}
      {rates.isPending ? <Skeleton lines={2} /> : null}
      {rates.data?.length === 0 ? (
        <EmptyState icon="percent" title={t`No tax rate yet`}>
          <p>
            <Trans>Add the rates that your items bear, for example VAT at 20%.</Trans>
          </p>
        </EmptyState>
      ) : null}
      {rates.data !== undefined && rates.data.length > 0 ? <TaxRateTable rates={rates.data} mayChange={mayChange} /> : null}
    </Panel>
  );
}

/** What is sold at the counter, and the taxes on it. */
export function ItemsScreen() {
  const { t } = useLingui();
  const { query = '', after, before } = useSearch({ from: '/items' });
  const navigate = useNavigate({ from: '/items' });
  const mayChange = useMay('products.write');
  const page = useQuery({ ...itemsQuery(query, { after, before }), placeholderData: keepPreviousData });
  const [dialog, setDialog] = useState<Open | null>(null);
  const close = () => setDialog(null);
  const titles = { add: t`New item`, edit: t`Change the item`, tax: t`New tax rate` };
  const items = page.data?.data;
  return (
    <Page
      title={t`Items`}
      actions={
        mayChange ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setDialog({ kind: 'add' })}>
            <Trans>Add an item</Trans>
          </Button>
        ) : null
      }
    >
      <search className={styles.search} aria-label={t`Find items`}>
        <TextInput
          label={t`Find by name`}
          name="item-query"
          type="search"
          autoComplete="off"
          maxLength={200}
          value={query}
          onChange={(event) => void navigate({ search: { query: event.currentTarget.value }, replace: true })}
        />
      </search>
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      <Panel flush>
        {page.isPending ? <Skeleton lines={4} /> : null}
        {items?.length === 0 ? (
          <EmptyState icon="items" title={query === '' ? t`Nothing is sold yet` : t`No item is called so`}>
            <p>
              <Trans>Items are what you sell often. Each has its price and its tax.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {items !== undefined && items.length > 0 ? (
          <ItemTable items={items} onEdit={mayChange ? (item) => setDialog({ kind: 'edit', item }) : null} />
        ) : null}
      </Panel>
      {page.data === undefined ? null : (
        <Pager cursor={{ after, before }} page={page.data} turn={(cursor) => void navigate({ search: { query, ...cursor } })} />
      )}
      <TaxRates mayChange={mayChange} onAdd={() => setDialog({ kind: 'tax' })} />
      <Dialog opened={dialog !== null} onClose={close} title={dialog === null ? '' : titles[dialog.kind]} closesOutside={false}>
        {dialog?.kind === 'add' ? <ItemForm item={null} onClose={close} /> : null}
        {dialog?.kind === 'edit' ? <ItemForm item={dialog.item} onClose={close} /> : null}
        {dialog?.kind === 'tax' ? <TaxRateForm onClose={close} /> : null}
      </Dialog>
    </Page>
  );
}
