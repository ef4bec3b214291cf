import type { SaleField } from './validateSale.ts';

/** Ids of the form's fields, so that shortcuts, jumps and the first bad field find them. */
export const FIELD_ID = {
  amount: 'sale-amount',
  reference: 'sale-reference',
  customer: 'sale-customer',
  customerName: 'sale-customer-name',
  customerEmail: 'sale-customer-email',
  number: 'sale-number',
  expiry: 'sale-expiry',
  securityCode: 'sale-security-code',
  line1: 'sale-line1',
  postalCode: 'sale-postal-code',
  channel: 'sale-channel',
  savedCards: 'sale-saved-cards',
  submit: 'sale-submit',
} as const satisfies Record<SaleField | string, string>;

export type FieldName = keyof typeof FIELD_ID;

/** Asks a frame of card fields to take the keyboard into its first field. */
export const FOCUS_FRAME = 'guichet:focus';

/** Where a provider's frame stands for the card's fields, it has the place of the first. */
const IN_FRAME: ReadonlySet<FieldName> = new Set(['expiry', 'securityCode']);

const MOST_WAITING_MS = 15_000;

/** Stops waiting for the field that was asked for last. */
let forget = (): void => {};

function moveTo(name: FieldName): boolean {
  const element = document.getElementById(FIELD_ID[name]) ?? (IN_FRAME.has(name) ? document.getElementById(FIELD_ID.number) : null);
  if (element === null) return false;
  if (element instanceof HTMLIFrameElement) element.dispatchEvent(new Event(FOCUS_FRAME));
  else element.focus();
  if (element instanceof HTMLInputElement && element.type !== 'radio') element.select();
  return true;
}

/**
 * Moves to a field and selects what stands in it, so that typing replaces it. A field that isn't there yet, as the card's while nobody
 * knows where one is entered, is moved to when it appears, unless another key or the mouse has been pressed since.
 */
export function focusField(name: FieldName): void {
  forget();
  if (moveTo(name)) return;
  const over = new AbortController();
  const appears = new MutationObserver(() => {
    if (moveTo(name)) over.abort();
  });
  const given = setTimeout(() => over.abort(), MOST_WAITING_MS);
  forget = () => over.abort();
  over.signal.addEventListener('abort', () => {
    appears.disconnect();
    clearTimeout(given);
  });
  appears.observe(document.body, { childList: true, subtree: true });
  for (const press of ['keydown', 'pointerdown']) window.addEventListener(press, forget, { capture: true, signal: over.signal });
}

/**
 * For a field that stops being locked, or is drawn anew, with the next render. Whoever types in it by then goes on: what they have typed is
 * not selected, as the next key would replace it.
 */
export function focusFieldSoon(name: FieldName): void {
  const over = new AbortController();
  let pressed = false;
  const note = (): void => {
    pressed = true;
  };
  window.addEventListener('keydown', note, { capture: true, signal: over.signal });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      over.abort();
      if (!pressed || document.activeElement?.id !== FIELD_ID[name]) focusField(name);
    }),
  );
}
