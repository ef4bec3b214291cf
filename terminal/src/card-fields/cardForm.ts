import { cardDigits, detectBrand } from '@guichet/contract/cards.ts';
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { failureWords } from '../api/failureWords.ts';
import type { Failure } from '../api/outcome.ts';
import { brandName } from '../language/words.ts';
import {
  caretAfter,
  codeLength,
  isExpiryComplete,
  isNumberComplete,
  typedCode,
  typedExpiry,
  typedNumber,
} from '../screens/counter/cardTyping.ts';
import { PROBLEM_WORDS } from '../screens/counter/problemWords.ts';
import { readCard, type SaleProblems } from '../screens/counter/validateSale.ts';
import { createField, type Field } from './field.ts';
import type { EnteredCard } from './tokenise.ts';

interface Listeners {
  readonly changed: (complete: boolean, brand: string) => void;
  /** Enter was pressed in a field. */
  readonly enter: () => void;
}

interface CardForm {
  /** The card as it stands there; null when it cannot be right, which is told beside the fields. */
  read(nowMs: number): EnteredCard | null;
  showFailure(failure: Failure): void;
  /** Into the first field that is wrong, else the first. */
  focus(): void;
  clear(): void;
  lock(locked: boolean): void;
}

type FieldName = 'number' | 'expiry' | 'securityCode';

/** Which field a refusal of the server is about. */
const FIELD_OF: Readonly<Record<string, FieldName>> = {
  expired_card: 'expiry',
  incorrect_cvc: 'securityCode',
  incorrect_number: 'number',
  invalid_cvc: 'securityCode',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  invalid_number: 'number',
};

/** The fields of a card, in plain elements: nothing that is not needed runs beside a card number. */
export function createCardForm(place: HTMLElement, i18n: I18n, listeners: Listeners): CardForm {
  const words = (message: MessageDescriptor): string => i18n._(message);
  const number = createField('number', words(msg`Card number`), 32);
  const expiry = createField('expiry', words(msg`Expiry date`), 9, words(msg`MM/YY`));
  const securityCode = createField('code', words(msg`Security code`), 4, words(msg`3 digits`));
  const postcode = createField('postcode', words(msg`Postcode`), 16);
  postcode.input.inputMode = 'text';
  const fields: Readonly<Record<FieldName, Field>> = { number, expiry, securityCode };
  const alert = document.createElement('p');
  alert.className = 'failure';
  alert.setAttribute('role', 'alert');

  const form = document.createElement('form');
  form.autocomplete = 'off';
  form.noValidate = true;
  form.setAttribute('aria-label', words(msg`Card`));
  form.append(number.element, expiry.element, securityCode.element, postcode.element, alert);
  place.append(form);

  const keyed = () => ({ number: number.input.value, expiry: expiry.input.value, securityCode: securityCode.input.value });
  const brand = () => detectBrand(cardDigits(number.input.value) ?? '');
  const showProblems = (problems: SaleProblems): void => {
    for (const name of Object.keys(fields) as FieldName[]) {
      const found = (PROBLEM_WORDS[name] as Readonly<Record<string, MessageDescriptor>>)[problems[name] ?? ''];
      fields[name].setError(found === undefined ? null : words(found));
    }
  };
  const changed = (): void => {
    securityCode.input.placeholder = words(codeLength(number.input.value) === 4 ? msg`4 digits` : msg`3 digits`);
    number.setNote(brandName(brand()) ?? '');
    alert.textContent = '';
    listeners.changed(isNumberComplete(number.input.value) && isExpiryComplete(expiry.input.value), brand());
  };
  const first = (): Field => Object.values(fields).find((field) => field.hasError()) ?? number;

  watch(
    number,
    (before, typed) => typedNumber(before, typed),
    changed,
    (shown) => isNumberComplete(shown) && expiry.input.focus(),
  );
  watch(
    expiry,
    (before, typed) => typedExpiry(before, typed),
    changed,
    (shown) => isExpiryComplete(shown) && securityCode.input.focus(),
  );
  watch(
    securityCode,
    (_before, typed) => typedCode(typed),
    changed,
    () => {},
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  // Without a button a form with several fields does not send itself, so Enter is heard here.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    listeners.enter();
  });

  return {
    read: (nowMs) => {
      const problems: SaleProblems = {};
      const card = readCard(keyed(), nowMs, problems);
      showProblems(problems);
      if (card === null || Object.keys(problems).length > 0) {
        first().input.focus();
        return null;
      }
      return { card, postalCode: postcode.input.value.trim() || null };
    },
    showFailure: (failure) => {
      const field = failure.kind === 'refused' ? FIELD_OF[failure.code] : undefined;
      if (field === undefined) alert.textContent = words(failureWords(failure));
      else fields[field].setError(words(failureWords(failure)));
      first().input.focus();
    },
    focus: () => {
      const { input } = first();
      input.focus();
      input.select();
    },
    clear: () => {
      for (const { input, setError } of [...Object.values(fields), postcode]) {
        input.value = '';
        setError(null);
      }
      changed();
    },
    lock: (locked) => {
      for (const { input } of [...Object.values(fields), postcode]) input.readOnly = locked;
      form.toggleAttribute('data-locked', locked);
    },
  };
}

/** Shows what was typed in its form, keeps the caret behind the same digit, and hands the focus on when the field is whole. */
function watch(
  { input, setError }: Field,
  shape: (before: string, typed: string) => string,
  changed: () => void,
  whole: (shown: string) => void,
): void {
  let before = '';
  input.addEventListener('focus', () => {
    before = input.value;
  });
  input.addEventListener('input', () => {
    const { value: typed, selectionStart } = input;
    const atEnd = selectionStart === typed.length;
    const digitsBefore = typed.slice(0, selectionStart ?? 0).replace(/\D/g, '').length;
    const shown = shape(before, typed);
    const longer = shown.length > before.length;
    before = shown;
    input.value = shown;
    if (!atEnd) {
      const at = caretAfter(shown, digitsBefore);
      input.setSelectionRange(at, at);
    }
    setError(null);
    changed();
    if (atEnd && longer) whole(shown);
  });
}
