/** Ids of payments and of what belongs to one, as they stand in requests and answers; what waits for a look has its kind before it. */
const OF_PAYMENT = /^(?:(?:fraud_warning:)?(?:pi|ch|re|dp|issfr|pr|par|msg|sale)|doubtful_attempt:att)_[0-9A-Za-z]{1,60}$/;

/** The id of a payment, or of what belongs to one, that a text is; null for every other text. */
const paymentIdOf = (text: string): string | null => (OF_PAYMENT.test(text) ? text.slice(text.indexOf(':') + 1) : null);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Every id in a value, however deep, that names a payment or something of one. */
export function paymentIdsIn(value: unknown): string[] {
  if (typeof value === 'string') return [paymentIdOf(value)].filter((id) => id !== null);
  if (Array.isArray(value)) return value.flatMap(paymentIdsIn);
  return isFields(value) ? Object.values(value).flatMap(paymentIdsIn) : [];
}

/** What a row of a list is about: its own id, or else that of its payment; null where it is about none. */
function subjectOf(row: unknown): string | null {
  if (!isFields(row)) return null;
  const named = (id: unknown): string | null => (typeof id === 'string' ? paymentIdOf(id) : null);
  return named(row.id) ?? named(row.payment_intent);
}

/** Lists in answers, by the name of the field that holds the rows. */
const LISTS: ReadonlySet<string> = new Set(['data', 'totals', 'open', 'done', 'payments']);

const rowsIn = (name: string, value: unknown): readonly unknown[] | null => (LISTS.has(name) && Array.isArray(value) ? value : null);

/** What all rows of all lists in an answer are about. */
export function subjectsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(subjectsIn);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(rowsIn(name, inner) ?? []).flatMap((row) => subjectOf(row) ?? []),
    ...subjectsIn(inner),
  ]);
}

/** A row about a payment is seen when the payment is; one that only says whose it is, by that. */
function isSeen(row: unknown, own: ReadonlySet<string>, actorId: string): boolean {
  const subject = subjectOf(row);
  if (subject !== null) return own.has(subject);
  if (!isFields(row) || !('staff' in row)) return true;
  return isFields(row.staff) && row.staff.id === actorId;
}

/** An answer whose lists hold only what is the caller's own. */
export function narrowed(value: unknown, own: ReadonlySet<string>, actorId: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => narrowed(inner, own, actorId));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const rows = rowsIn(name, inner)?.filter((row) => isSeen(row, own, actorId));
    return [name, narrowed(rows ?? inner, own, actorId)];
  });
  // How many there are in all would tell of those that are not shown.
  return Object.fromEntries(entries.filter(([name]) => name !== 'total_count'));
}

/** Stands where something is hidden; what has it in a request was read off a page, and must not be stored over the real thing. */
const MASK = '•••';

const EMAILS: ReadonlySet<string> = new Set(['email', 'receipt_email', 'customer_email_address', 'to']);
const PHONES: ReadonlySet<string> = new Set(['phone']);
const ADDRESSES: ReadonlySet<string> = new Set(['address', 'billing_address', 'shipping_address']);

/** The first letter is enough to tell two customers apart, and to hear whether a caller knows the rest. */
const maskedEmail = (email: string): string => (email.includes('@') ? `${email.slice(0, 1)}${MASK}@${MASK}` : email);
const maskedPhone = (phone: string): string => `${MASK} ${phone.slice(-2)}`;

/** The country stays: it decides what a payment costs, and finds nobody. */
const maskedAddress = (address: unknown): unknown => {
  if (typeof address === 'string') return MASK;
  if (!isFields(address)) return address;
  return Object.fromEntries(
    Object.entries(address).map(([name, line]) => [name, typeof line === 'string' && name !== 'country' ? MASK : line]),
  );
};

function maskedField(name: string, value: unknown): unknown {
  if (ADDRESSES.has(name)) return maskedAddress(value);
  if (typeof value === 'string' && EMAILS.has(name)) return maskedEmail(value);
  if (typeof value === 'string' && PHONES.has(name)) return maskedPhone(value);
  return masked(value);
}

/** An answer in which customers' e-mail addresses, phone numbers and postal addresses are masked. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskedField(name, inner)]));
}

/** Whether a text of a request was read off a page that masks. */
export function holdsMask(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(MASK);
  if (Array.isArray(value)) return value.some(holdsMask);
  return isFields(value) && Object.values(value).some(holdsMask);
}

/** A search that asks for what is hidden would find it out letter by letter. */
const HIDDEN_IN_SEARCH = /(?:^|[\s(-])[a-z_.]*(?:email|phone|address)[a-z_.]*\s*[:~<>]/i;

export function searchesHidden(path: string, query: unknown): boolean {
  if (!isFields(query)) return false;
  if (typeof query.email === 'string' || typeof query.phone === 'string') return true;
  return path.endsWith('/search') && typeof query.query === 'string' && HIDDEN_IN_SEARCH.test(query.query);
}
