import type { WireAddress } from './wire/common.ts';

/** An address as a request gives it: any line may be missing. */
export type AddressInput = { readonly [K in keyof WireAddress]?: string | null | undefined };

/** An address with every line there, as the wire shows it. */
export const wholeAddress = (input: AddressInput): WireAddress => ({
  city: input.city ?? null,
  country: input.country ?? null,
  line1: input.line1 ?? null,
  line2: input.line2 ?? null,
  postal_code: input.postal_code ?? null,
  state: input.state ?? null,
});
