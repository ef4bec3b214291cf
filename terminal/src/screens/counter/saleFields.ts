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

/** Moves to a field and selects what stands in it, so that typing replaces it. Nothing happens while it isn't shown. */
export function focusField(name: FieldName): void {
  const element = document.getElementById(FIELD_ID[name]) ?? (IN_FRAME.has(name) ? document.getElementById(FIELD_ID.number) : null);
  if (element instanceof HTMLIFrameElement) element.dispatchEvent(new Event(FOCUS_FRAME));
  else element?.focus();
  if (element instanceof HTMLInputElement && element.type !== 'radio') element.select();
}

/** For a field that appears, or stops being locked, with the next render. */
export function focusFieldSoon(name: FieldName): void {
  requestAnimationFrame(() => requestAnimationFrame(() => focusField(name)));
}
