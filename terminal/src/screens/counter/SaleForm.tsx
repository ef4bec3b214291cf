import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import { cardDigits, detectBrand } from '@guichet/contract/cards.ts';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { failureWords } from '../../api/failureWords.ts';
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
import { isFramed, ProviderFields } from './ProviderFields.tsx';
import { PROBLEM_WORDS } from './problemWords.ts';
import type { ProviderFrame } from './providerFrame.ts';
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
export function SaleForm({ draft, card, sale, problems, locked, onEdit, onCard, onSubmit, entry, onFrame, children }: SaleFormProps) {
  const { t } = useLingui();
  const { account } = useSession();
  const words = useProblemWords(problems);
  const saved = draft.customer.kind === 'known' ? draft.customer.customer.cards : [];
  const keyed = savedCardOf(draft) === null;
  const helps = addressHelps(draft, account.country, detectBrand(cardDigits(card.number) ?? ''));
  const addressOpen = draft.addressOpen ?? helps;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off" aria-label={t`Sale`}>
      <fieldset className={styles.fields} disabled={locked} aria-label={t`Payment details`}>
        <AmountField
          amount={draft.amount}
          currency={draft.currency}
          error={words('amount')}
          onAmount={(amount) => onEdit({ amount })}
          onCurrency={(currency) => onEdit({ currency })}
        />
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
        {saved.length === 0 ? null : <SavedCards cards={saved} chosen={draft.savedCard} onChoose={(savedCard) => onEdit({ savedCard })} />}
        {keyed && entry === null ? <Skeleton lines={2} /> : null}
        {keyed && entry !== null && isFramed(entry) ? (
          <ProviderFields key={entry.frame_url} entry={entry} locked={locked} onFrame={onFrame} onEnter={onSubmit} />
        ) : null}
        {keyed && entry !== null && !isFramed(entry) ? (
          <>
            <CardFields
              card={card}
              errors={{ number: words('number'), expiry: words('expiry'), securityCode: words('securityCode') }}
              onChange={onCard}
            />
            <AddressFields
              address={draft.address}
              open={addressOpen}
              onToggle={() => onEdit({ addressOpen: !addressOpen })}
              onChange={(address) => onEdit({ address })}
            />
          </>
        ) : null}
        <ChannelField channel={draft.channel} onChange={(channel) => onEdit({ channel })} />
        <HoldField taking={draft.taking} raisable={draft.raisable} onChange={onEdit} />
      </fieldset>
      <SaleProblemNotice sale={sale} />
      {children}
    </form>
  );
}
