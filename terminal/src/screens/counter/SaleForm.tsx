import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import { cardDigits, detectBrand } from '@guichet/contract/cards.ts';
import type { CounterMethod, CounterView } from '@guichet/contract/counterViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { FormEvent, ReactNode } from 'react';
import { failureWords } from '../../api/failureWords.ts';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import { AddressFields } from './AddressFields.tsx';
import { AmountField } from './AmountField.tsx';
import { CardFields } from './CardFields.tsx';
import { ChannelField } from './ChannelField.tsx';
import { CustomerField } from './CustomerField.tsx';
import { HoldField } from './HoldField.tsx';
import { ItemsPart } from './items/ItemsPart.tsx';
import { KeypadPart } from './keypad/KeypadPart.tsx';
import { useKeypad } from './keypad/useKeypad.ts';
import { MethodField } from './methods/MethodField.tsx';
import { OwnFields } from './OwnFields.tsx';
import { PresetBar } from './PresetBar.tsx';
import { isFramed, ProviderFields } from './ProviderFields.tsx';
import { PROBLEM_WORDS } from './problemWords.ts';
import type { ProviderFrame } from './providerFrame.ts';
import { CardArea } from './recording/CardArea.tsx';
import styles from './SaleForm.module.css';
import { SavedCards } from './SavedCards.tsx';
import type { Sale } from './sale.ts';
import { addressHelps, type KeyedCard, type SaleDraft, savedCardOf } from './saleDraft.ts';
import { FIELD_ID } from './saleFields.ts';
import type { SaleField, SaleProblems } from './validateSale.ts';

interface SaleFormProps {
  readonly draft: SaleDraft;
  readonly card: KeyedCard;
  readonly sale: Sale;
  readonly problems: SaleProblems;
  readonly locked: boolean;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
  readonly onCard: (change: Partial<KeyedCard>) => void;
  readonly onSubmit: () => void;
  /** Where a keyed card is entered; null while nobody knows. */
  readonly entry: CardEntryView | null;
  readonly onFrame: (frame: ProviderFrame | null) => void;
  /** The ways to pay, and the one that is chosen. */
  readonly methods: readonly CounterMethod[];
  readonly method: CounterMethod;
  readonly view: CounterView | undefined;
  /** The button, and what is said about a payment under way. */
  readonly children: ReactNode;
}

/** The problem of a field in words. */
function useProblemWords(problems: SaleProblems) {
  const { i18n } = useLingui();
  return (field: SaleField): string | null => {
    const words: Readonly<Record<string, MessageDescriptor>> = PROBLEM_WORDS[field];
    const found = words[problems[field] ?? ''];
    return found === undefined ? null : i18n._(found);
  };
}

function SaleProblemNotice({ sale }: { sale: Sale }) {
  const { i18n } = useLingui();
  if (sale.step !== 'editing' || sale.problem === null) return null;
  return (
    <div id="sale-problem" role="alert" tabIndex={-1}>
      <Notice tone="bad" icon="warning">
        <p>
          <strong>
            <Trans>Nothing was charged.</Trans>
          </strong>{' '}
          {sale.problem.kind === 'not_sent' ? (
            <Trans>The payment never reached the server. Enter the card again.</Trans>
          ) : (
            i18n._(failureWords(sale.problem.failure))
          )}
        </p>
      </Notice>
    </div>
  );
}

/** The whole counter in the order in which a call goes; Enter in any field takes the payment. */
export function SaleForm(props: SaleFormProps) {
  const { draft, card, sale, problems, locked, onEdit, onCard, onSubmit, entry, onFrame, methods, method, view, children } = props;
  const { t } = useLingui();
  const { account } = useSession();
  const words = useProblemWords(problems);
  const isTapped = useKeypad();
  const byCard = method === 'card';
  const saved = byCard && draft.customer.kind === 'known' ? draft.customer.customer.cards : [];
  const keyed = byCard && savedCardOf(draft) === null;
  const helps = addressHelps(draft, account.country, detectBrand(cardDigits(card.number) ?? ''));
  const addressOpen = draft.addressOpen ?? helps;

  // Amount and method follow each other where both are tapped.
  const methodField = <MethodField methods={methods} method={method} onChange={(chosen) => onEdit({ method: chosen })} />;
  // On a phone they would push the last keys below the button.
  const presets = <PresetBar draft={draft} onEdit={onEdit} locked={locked} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off" aria-label={t`Sale`} data-keypad={isTapped || undefined}>
      <fieldset className={styles.fields} disabled={locked} aria-label={t`Payment details`}>
        {isTapped ? null : presets}
        <ItemsPart draft={draft} onEdit={onEdit} locked={locked} />
        <AmountField
          amount={draft.amount}
          currency={draft.currency}
          error={words('amount')}
          reckoned={draft.items !== undefined}
          isTapped={isTapped}
          onAmount={(amount) => onEdit({ amount })}
          onCurrency={(currency) => onEdit({ currency })}
        />
        {draft.items === undefined ? <KeypadPart draft={draft} onEdit={onEdit} /> : null}
        {isTapped ? presets : null}
        {isTapped ? methodField : null}
        <div className={styles.pair}>
          <div className={styles.keyed}>
            <TextInput
              id={FIELD_ID.reference}
              label={t`Reference`}
              name="sale-reference"
              autoComplete="off"
              placeholder={t`Invoice, order, what for`}
              maxLength={200}
              aria-keyshortcuts="Alt+R"
              value={draft.reference}
              onChange={(event) => onEdit({ reference: event.currentTarget.value })}
            />
            <Kbd keys="Alt R" />
          </div>
          <CustomerField
            customer={draft.customer}
            nameError={words('customerName')}
            emailError={words('customerEmail')}
            onChange={(customer, savedCard) => onEdit({ customer, savedCard })}
          />
        </div>
        <OwnFields draft={draft} onEdit={onEdit} />
        {isTapped ? null : methodField}
        {saved.length === 0 ? null : <SavedCards cards={saved} chosen={draft.savedCard} onChoose={(savedCard) => onEdit({ savedCard })} />}
        {keyed && entry === null ? <Skeleton lines={2} /> : null}
        {keyed && entry !== null && isFramed(entry) ? (
          <CardArea view={view} byPhone={draft.channel === 'phone'}>
            <ProviderFields key={entry.frame_url} entry={entry} locked={locked} onFrame={onFrame} onEnter={onSubmit} />
          </CardArea>
        ) : null}
        {keyed && entry !== null && !isFramed(entry) ? (
          <>
            <CardArea view={view} byPhone={draft.channel === 'phone'}>
              <CardFields
                card={card}
                masked={view?.mask_cards !== false}
                errors={{ number: words('number'), expiry: words('expiry'), securityCode: words('securityCode') }}
                onChange={onCard}
              />
            </CardArea>
            <AddressFields
              address={draft.address}
              open={addressOpen}
              onToggle={() => onEdit({ addressOpen: !addressOpen })}
              onChange={(address) => onEdit({ address })}
            />
          </>
        ) : null}
        <ChannelField channel={draft.channel} onChange={(channel) => onEdit({ channel })} />
        {byCard ? <HoldField taking={draft.taking} raisable={draft.raisable} onChange={onEdit} /> : null}
      </fieldset>
      <SaleProblemNotice sale={sale} />
      {children}
    </form>
  );
}
