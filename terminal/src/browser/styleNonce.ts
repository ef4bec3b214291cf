/** The nonce that the server put into the page; browsers hide the attribute and leave the property. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** A message shown inside the page falls under the page's policy, which lets in only style sheets that carry its nonce. */
export const withNonce = (html: string): string => html.replaceAll('<style>', `<style nonce="${styleNonce()}">`);
