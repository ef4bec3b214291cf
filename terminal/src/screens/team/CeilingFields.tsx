import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './RoleForm.module.css';
import { CEILINGS, type Ceiling, readCeiling, type TypedCeilings } from './roleDraft.ts';

const CEILING_WORDS: Readonly<Record<Ceiling, MessageDescriptor>> = {
  charge: msg`Most for one payment`,
  day: msg`Most for all payments of a day`,
  refund: msg`Most for one refund`,
};

interface CeilingFieldsProps {
  readonly ceilings: TypedCeilings;
  /** Whether somebody has pressed the button, so that what is wrong is said. */
  readonly looked: boolean;
  readonly onChange: (ceilings: TypedCeilings) => void;
}

/** How much a role or a key may move. */
export function CeilingFields({ ceilings, looked, onChange }: CeilingFieldsProps) {
  const { t, i18n } = useLingui();
  const { default_currency: currency } = useSession().account;
  const code = currency.toUpperCase();
  return (
    <fieldset className={styles.group}>
      <legend>
        <Trans>Ceilings</Trans>
      </legend>
      <p className={styles.hint}>
        <Trans>In {code}; payments in other currencies are reckoned in it. Empty: no ceiling.</Trans>
      </p>
      <div className={styles.columns}>
        {CEILINGS.map((kind) => (
          <TextInput
            key={kind}
            label={i18n._(CEILING_WORDS[kind])}
            name={`ceiling-${kind}`}
            inputMode="decimal"
            autoComplete="off"
            value={ceilings[kind]}
            error={looked && readCeiling(ceilings[kind], currency) === undefined ? t`This is not an amount.` : null}
            onChange={(event) => onChange({ ...ceilings, [kind]: event.currentTarget.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
