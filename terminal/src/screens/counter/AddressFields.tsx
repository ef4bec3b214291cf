import { useLingui } from '@lingui/react/macro';
import { useDeferredValue, useMemo } from 'react';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AddressFields.module.css';
import type { SaleDraft } from './saleDraft.ts';
import { FIELD_ID } from './saleFields.ts';

type Address = SaleDraft['address'];

/** ISO 3166-1: what a cardholder's address may name is wider than where a business can be. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** The place's own country first. Ready-made elements, since the form is rendered with each key that is pressed. */
function useCountryOptions(first: string, chosen: string) {
  const { i18n } = useLingui();
  // The others a moment after the form stands: nobody looks for one before, and they are most of the form.
  const areAllShown = useDeferredValue(true, false);
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.locale, { type: 'region' });
    const { compare } = new Intl.Collator(i18n.locale);
    const choices = COUNTRIES.filter((value) => areAllShown || value === chosen).map((value) => ({
      value,
      label: names.of(value) ?? value,
    }));
    choices.sort((a, b) => Number(b.value === first) - Number(a.value === first) || compare(a.label, b.label));
    return choices.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ));
  }, [i18n.locale, first, chosen, areAllShown]);
}

interface FieldsProps {
  readonly address: Address;
  readonly onChange: (address: Address) => void;
}

function Fields({ address, onChange }: FieldsProps) {
  const { t } = useLingui();
  const { account } = useSession();
  const countries = useCountryOptions(account.country, address.country);
  const set = (change: Partial<Address>) => onChange({ ...address, ...change });
  return (
    <>
      <TextInput
        id={FIELD_ID.line1}
        label={t`Street and number`}
        name="sale-line"
        autoComplete="off"
        value={address.line1}
        onChange={(event) => set({ line1: event.currentTarget.value })}
      />
      <TextInput
        id={FIELD_ID.postalCode}
        label={t`Postcode`}
        name="sale-post"
        autoComplete="off"
        spellCheck={false}
        value={address.postalCode}
        onChange={(event) => set({ postalCode: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Country`}
        name="sale-land"
        autoComplete="off"
        value={address.country}
        onChange={(event) => set({ country: event.currentTarget.value })}
      >
        {countries}
      </NativeSelect>
    </>
  );
}

interface AddressFieldsProps extends FieldsProps {
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function AddressFields({ open, onToggle, ...fields }: AddressFieldsProps) {
  const { t } = useLingui();
  return (
    <div className={styles.address}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls="sale-address"
        aria-keyshortcuts="Alt+I"
        onClick={onToggle}
      >
        <span className={styles.arrow} data-open={open || undefined}>
          <Icon name="forward" size={16} />
        </span>
        {t`Billing address`}
        <Kbd keys="Alt I" />
      </button>
      <div id="sale-address" className={styles.fields} hidden={!open}>
        {open ? <Fields {...fields} /> : null}
      </div>
    </div>
  );
}
