import type { OwnFieldView, PresetView } from '@guichet/contract/counterFieldViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownFieldsQuery, presetsQuery } from '../../api/counterFieldQueries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { CounterTerms } from './CounterTerms.tsx';
import { FieldForm } from './FieldForm.tsx';
import { FieldTable } from './FieldTable.tsx';
import { PresetForm } from './PresetForm.tsx';
import { PresetTable } from './PresetTable.tsx';
import { RemoveForm } from './RemoveForm.tsx';

type Open =
  | { readonly kind: 'preset'; readonly preset: PresetView | null }
  | { readonly kind: 'field'; readonly field: OwnFieldView | null }
  | { readonly kind: 'remove preset'; readonly preset: PresetView }
  | { readonly kind: 'remove field'; readonly field: OwnFieldView };

const addButton = (words: string, onClick: () => void) => (
  <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={onClick}>
    {words}
  </Button>
);

function Presets({ open }: { open: (what: Open) => void }) {
  const { t } = useLingui();
  const presets = useQuery(presetsQuery);
  return (
    <Panel title={t`Presets`} flush actions={addButton(t`Add a preset`, () => open({ kind: 'preset', preset: null }))}>
      {presets.isError ? <FailureNotice error={presets.error} retry={() => void presets.refetch()} /> : null}
      {presets.isPending ? <Skeleton lines={3} /> : null}
      {presets.data?.length === 0 ? (
        <EmptyState icon="counter" title={t`No preset yet`}>
          <p>
            <Trans>
              A preset starts a sale that you make often, like a table deposit: one tap, or Alt and a digit, fills in the form. The most
              used stands first.
            </Trans>
          </p>
        </EmptyState>
      ) : null}
      {presets.data !== undefined && presets.data.length > 0 ? (
        <PresetTable
          presets={presets.data}
          onEdit={(preset) => open({ kind: 'preset', preset })}
          onRemove={(preset) => open({ kind: 'remove preset', preset })}
        />
      ) : null}
    </Panel>
  );
}

function OwnFields({ open }: { open: (what: Open) => void }) {
  const { t } = useLingui();
  const fields = useQuery(ownFieldsQuery);
  return (
    <Panel title={t`Own fields`} flush actions={addButton(t`Add a field`, () => open({ kind: 'field', field: null }))}>
      {fields.isError ? <FailureNotice error={fields.error} retry={() => void fields.refetch()} /> : null}
      {fields.isPending ? <Skeleton lines={3} /> : null}
      {fields.data?.length === 0 ? (
        <EmptyState icon="receipt" title={t`Nothing is asked for besides`}>
          <p>
            <Trans>
              Fields of your own ask for what you need to know with each payment, like an order number. The answer stays with the payment.
            </Trans>
          </p>
        </EmptyState>
      ) : null}
      {fields.data !== undefined && fields.data.length > 0 ? (
        <FieldTable
          fields={fields.data}
          onEdit={(field) => open({ kind: 'field', field })}
          onRemove={(field) => open({ kind: 'remove field', field })}
        />
      ) : null}
    </Panel>
  );
}

function useTitle() {
  const { t } = useLingui();
  return (dialog: Open): string => {
    if (dialog.kind === 'preset') return dialog.preset === null ? t`New preset` : t`Change the preset`;
    if (dialog.kind === 'field') return dialog.field === null ? t`New field` : t`Change the field`;
    return dialog.kind === 'remove preset' ? t`Remove this preset?` : t`Remove this field?`;
  };
}

function Inside({ dialog, onClose }: { dialog: Open; onClose: () => void }) {
  if (dialog.kind === 'preset') return <PresetForm preset={dialog.preset} onClose={onClose} />;
  if (dialog.kind === 'field') return <FieldForm field={dialog.field} onClose={onClose} />;
  if (dialog.kind === 'remove preset') {
    const { name } = dialog.preset;
    return (
      <RemoveForm kind="presets" id={dialog.preset.id} onClose={onClose}>
        <p>
          <Trans>{name} will stand at the counter no more. Payments that were started with it stay as they are.</Trans>
        </p>
      </RemoveForm>
    );
  }
  const { label } = dialog.field;
  return (
    <RemoveForm kind="own_fields" id={dialog.field.id} onClose={onClose}>
      <p>
        <Trans>{label} will be asked for no more. What was answered stays with the payments.</Trans>
      </p>
    </RemoveForm>
  );
}

/** How the counter is set out: sales that are prepared, what is asked for besides, and how it deals with phones and transfers. */
export function CounterSettingsScreen() {
  const { t } = useLingui();
  const mayPresets = useMay('presets.write');
  const mayFields = useMay('fields.write');
  const mayTerms = useMay('providers.write');
  const [dialog, setDialog] = useState<Open | null>(null);
  const titleOf = useTitle();
  const close = () => setDialog(null);
  return (
    <Page title={t`Counter settings`}>
      {mayPresets ? <Presets open={setDialog} /> : null}
      {mayFields ? <OwnFields open={setDialog} /> : null}
      {mayTerms ? <CounterTerms /> : null}
      <Dialog opened={dialog !== null} onClose={close} title={dialog === null ? '' : titleOf(dialog)} closesOutside={false}>
        {dialog === null ? null : <Inside dialog={dialog} onClose={close} />}
      </Dialog>
    </Page>
  );
}
