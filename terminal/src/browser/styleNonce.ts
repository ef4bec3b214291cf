/** The nonce that the server put into the page; browsers hide the attribute and leave the property. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
