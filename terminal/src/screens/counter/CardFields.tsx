import { cardDigits, detectBrand, parseCardNumber } from '@guichet/contract/cards.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ChangeEvent, useLayoutEffect, useRef } from 'react';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { brandName } from '../../language/words.ts';
import styles from './CardFields.module.css';
import { caretAfter, codeLength, isExpiryComplete, isNumberComplete, typedCode, typedExpiry, typedNumber } from './cardTyping.ts';
import type { KeyedCard } from './saleDraft.ts';
import { FIELD_ID, focusField } from './saleFields.ts';

interface CardFieldsProps {
  readonly card: KeyedCard;
  /** Digits are hidden from who types them, and cannot be copied. */
  readonly masked: boolean;
  readonly errors: { readonly number: string | null; readonly expiry: string | null; readonly securityCode: string | null };
  readonly onChange: (change: Partial<KeyedCard>) => void;
}

/** Staff type other people's cards: the browser must neither fill in, nor offer to keep, nor send them to a spelling service. */
const PRIVATE = { autoComplete: 'off', autoCorrect: 'off', autoCapitalize: 'none', spellCheck: false, inputMode: 'numeric' } as const;

/**
 * A browser that cannot draw dots instead of digits gets a field for passwords; others don't, as browsers offer to keep what is typed into one.
 */
const DRAWS_DOTS = typeof CSS === 'undefined' || CSS.supports('-webkit-text-security', 'disc');
const hide = (event: { preventDefault: () => void }): void => event.preventDefault();
const NOT_COPIED = { onCopy: hide, onCut: hide, onDragStart: hide, onContextMenu: hide } as const;

const USUAL_DIGITS = 16;

/** A wrong digit shows as soon as as many digits stand there as a card usually has. */
function isMistyped(number: string): boolean {
  const digits = cardDigits(number) ?? '';
  const parsed = parseCardNumber(number);
  return !parsed.ok && parsed.problem === 'check_digit' && digits.length >= (detectBrand(digits) === 'amex' ? 15 : USUAL_DIGITS);
}

function useKeptCaret(value: string) {
  const input = useRef<HTMLInputElement>(null);
  const digitsBefore = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (digitsBefore.current === null || input.current === null || document.activeElement !== input.current) return;
    const at = caretAfter(value, digitsBefore.current);
    digitsBefore.current = null;
    input.current.setSelectionRange(at, at);
  }, [value]);
  const note = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: typed, selectionStart } = event.currentTarget;
    digitsBefore.current = selectionStart === typed.length ? null : typed.slice(0, selectionStart ?? 0).replace(/\D/g, '').length;
  };
  return { input, note };
}

export function CardFields({ card, masked, errors, onChange }: CardFieldsProps) {
  const { t } = useLingui();
  const { input, note } = useKeptCaret(card.number);
  const brand = detectBrand(cardDigits(card.number) ?? '');
  const digits = codeLength(card.number);

  const changeNumber = (event: ChangeEvent<HTMLInputElement>) => {
    note(event);
    const atEnd = event.currentTarget.selectionStart === event.currentTarget.value.length;
    const number = typedNumber(card.number, event.currentTarget.value);
    onChange({ number });
    if (atEnd && number.length > card.number.length && isNumberComplete(number)) focusField('expiry');
  };
  const changeExpiry = (event: ChangeEvent<HTMLInputElement>) => {
    const expiry = typedExpiry(card.expiry, event.currentTarget.value);
    onChange({ expiry });
    if (expiry.length > card.expiry.length && isExpiryComplete(expiry)) focusField('securityCode');
  };

  return (
    <div className={styles.card} data-masked={masked || undefined} {...(masked && NOT_COPIED)}>
      <div className={styles.keyed}>
        <TextInput
          ref={input}
          id={FIELD_ID.number}
          className={styles.number}
          label={t`Card number`}
          name="sale-number"
          {...PRIVATE}
          type={masked && !DRAWS_DOTS ? 'password' : 'text'}
          aria-keyshortcuts="Alt+N"
          maxLength={32}
          value={card.number}
          error={errors.number ?? (isMistyped(card.number) ? t`A digit is wrong. Ask for the number again.` : null)}
          rightSection={
            brandName(brand) === null ? null : (
              <span className={styles.brand} role="status">
                {brandName(brand)}
              </span>
            )
          }
          onChange={changeNumber}
        />
        <Kbd keys="Alt N" />
      </div>
      <TextInput
        id={FIELD_ID.expiry}
        className="num"
        label={t`Expiry date`}
        name="sale-expiry"
        {...PRIVATE}
        type={masked && !DRAWS_DOTS ? 'password' : 'text'}
        placeholder={t`MM/YY`}
        maxLength={9}
        value={card.expiry}
        error={errors.expiry}
        onChange={changeExpiry}
      />
      <TextInput
        id={FIELD_ID.securityCode}
        className="num"
        label={t`Security code`}
        name="sale-code"
        {...PRIVATE}
        type={masked && !DRAWS_DOTS ? 'password' : 'text'}
        placeholder={digits === 4 ? t`4 digits` : t`3 digits`}
        maxLength={4}
        value={card.securityCode}
        error={errors.securityCode}
        onChange={(event) => onChange({ securityCode: typedCode(event.currentTarget.value) })}
      />
      {digits === 4 ? (
        <p className={styles.hint}>
          <Trans>On American Express the four digits stand on the front.</Trans>
        </p>
      ) : null}
    </div>
  );
}
