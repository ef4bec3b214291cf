/** Idempotency keys of a form that can be sent in several ways. */
export interface ContentKeys {
  /** The key of this content: the same until it is answered, so that pressing again after a lost answer does nothing twice. */
  readonly keyFor: (content: unknown) => string;
  /** An answer came, a refusal included: whatever is sent next is something new. */
  readonly answered: () => void;
}

/** Contents are the same when they read the same as JSON. */
export function contentKeys(newKey: () => string): ContentKeys {
  let last: { readonly content: string; readonly key: string } | null = null;
  return {
    keyFor: (content) => {
      const text = JSON.stringify(content);
      if (last?.content !== text) last = { content: text, key: newKey() };
      return last.key;
    },
    answered: () => {
      last = null;
    },
  };
}
