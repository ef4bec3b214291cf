import { Trans, useLingui } from '@lingui/react/macro';
import { nowMs } from '../../browser/clock.ts';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import styles from './CustomerField.module.css';
import { CustomerSearch } from './CustomerSearch.tsx';
import { type DraftCustomer, usualCardOf } from './saleDraft.ts';
import { FIELD_ID, focusFieldSoon } from './saleFields.ts';

interface CustomerFieldProps {
  readonly customer: DraftCustomer;
  readonly nameError: string | null;
  readonly emailError: string | null;
  readonly onChange: (customer: DraftCustomer, savedCard: string | null) => void;
}

/** Nobody, somebody we know, or somebody new: what is typed into the search is where a new one starts. */
export function CustomerField({ customer, nameError, emailError, onChange }: CustomerFieldProps) {
  const { t } = useLingui();
  const remove = () => {
    onChange({ kind: 'none' }, null);
    focusFieldSoon('customer');
  };
  if (customer.kind === 'none') {
    return (
      <div className={styles.keyed}>
        <CustomerSearch
          onPick={(picked, card) => {
            const charged = card ?? usualCardOf(picked, nowMs());
            onChange({ kind: 'known', customer: picked }, charged);
            // Who has one card is charged with the next press; of several the usual one is chosen, and the arrows choose another.
            const isClear = charged !== null && (card !== null || picked.cards.length === 1);
            focusFieldSoon(isClear ? 'submit' : picked.cards.length > 0 ? 'savedCards' : 'number');
          }}
          onNew={(typed) => {
            const isEmail = typed.includes('@');
            onChange({ kind: 'new', name: isEmail ? '' : typed, email: isEmail ? typed : '', phone: '' }, null);
            focusFieldSoon(isEmail ? 'customerEmail' : 'customerName');
          }}
        />
        <Kbd keys="Alt C" />
      </div>
    );
  }
  if (customer.kind === 'known') {
    const { name, email, phone } = customer.customer;
    return (
      <div>
        <span className={styles.label} id="sale-customer-label">
          <Trans>Customer</Trans>
        </span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset around one name would be read as a form of its own. */}
        <div className={styles.known} role="group" aria-labelledby="sale-customer-label">
          <span className={styles.who}>
            <strong>{name ?? email ?? phone}</strong>
            {name !== null && (email ?? phone) !== null ? <span className="muted">{email ?? phone}</span> : null}
          </span>
          <button type="button" id={FIELD_ID.customer} className={styles.remove} aria-label={t`Choose another customer`} onClick={remove}>
            <Icon name="cross" />
          </button>
        </div>
      </div>
    );
  }
  const set = (change: Partial<typeof customer>) => onChange({ ...customer, ...change }, null);
  return (
    <fieldset className={styles.fresh}>
      <legend>
        <Trans>New customer</Trans>
      </legend>
      <button type="button" className={styles.remove} aria-label={t`Take without a new customer`} onClick={remove}>
        <Icon name="cross" />
      </button>
      <TextInput
        id={FIELD_ID.customerName}
        label={t`Name`}
        name="sale-customer-name"
        autoComplete="off"
        value={customer.name}
        error={nameError}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        id={FIELD_ID.customerEmail}
        label={t`E-mail address`}
        name="sale-customer-mail"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={customer.email}
        error={emailError}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <TextInput
        label={t`Phone number`}
        name="sale-customer-phone"
        type="tel"
        autoComplete="off"
        value={customer.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
      />
    </fieldset>
  );
}
