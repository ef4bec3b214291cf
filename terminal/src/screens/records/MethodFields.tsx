import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '../../components/controls/TextInput.tsx';
import styles from './RecordForm.module.css';
import type { RecordDraft } from './recordDraft.ts';

type MethodDetail = 'reference' | 'bank' | 'drawer';

/** The fields that a method has besides the amount. */
export function MethodFields({
  draft,
  set,
  change,
}: {
  draft: Pick<RecordDraft, 'method' | MethodDetail>;
  set: (part: Partial<Record<MethodDetail, string>>) => void;
  change: string | null;
}) {
  const { t } = useLingui();
  const field = (name: MethodDetail, label: string) => (
    <TextInput
      label={label}
      name={`record-${name}`}
      autoComplete="off"
      maxLength={256}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  if (draft.method === 'bank_transfer') return field('reference', t`Reference of the transfer`);
  if (draft.method === 'cheque')
    return (
      <>
        {field('reference', t`Number of the cheque`)}
        {field('bank', t`Bank`)}
        {field('drawer', t`Drawer, if it is somebody else`)}
      </>
    );
  return (
    <output className={styles.change} aria-live="polite">
      {change === null ? null : <Trans>Change: {change}</Trans>}
    </output>
  );
}
