import type { LegalMentions, LogoView } from '@guichet/contract/businessViews.ts';
import type { WireAddress } from '@guichet/contract/wire/common.ts';

/** What a place says of itself beside its name and country. */
export interface BusinessProfile {
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly address: WireAddress;
  readonly legal: LegalMentions;
  /** `#rrggbb`. */
  readonly accent: string | null;
  readonly logoId: string | null;
}

/** A logo without its bytes. */
export interface Logo {
  readonly id: string;
  readonly type: LogoView['type'];
  readonly width: number;
  readonly height: number;
}

export const NO_LEGAL: LegalMentions = {
  legal_form: null,
  capital: null,
  siren: null,
  siret: null,
  rcs: null,
  vat_number: null,
  sole_trader: false,
  vat_exempt: false,
  tax_code: null,
  rea: null,
  pec: null,
  registration: null,
};

/** Before anybody said anything. */
export const BLANK_PROFILE: BusinessProfile = {
  email: null,
  phone: null,
  website: null,
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  legal: NO_LEGAL,
  accent: null,
  logoId: null,
};
