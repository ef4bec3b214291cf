/** What the payer has to do next: go to an address, by themselves or led by a program in the page. */
export type WireNextAction =
  | { readonly type: 'redirect_to_url'; readonly redirect_to_url: { readonly return_url: string | null; readonly url: string | null } }
  | {
      readonly type: 'use_stripe_sdk';
      readonly use_stripe_sdk: { readonly type: 'three_d_secure_redirect'; readonly stripe_js: string; readonly source: string };
    };
