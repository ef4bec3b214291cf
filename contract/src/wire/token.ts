/** A card behind a token, in the older shape that tokens have. */
export interface WireTokenCard {
  readonly id: string;
  readonly object: 'card';
  readonly address_city: null;
  readonly address_country: null;
  readonly address_line1: null;
  readonly address_line1_check: null;
  readonly address_line2: null;
  readonly address_state: null;
  readonly address_zip: null;
  readonly address_zip_check: null;
  readonly allow_redisplay: 'unspecified';
  readonly brand: string;
  readonly country: string | null;
  readonly cvc_check: null;
  readonly dynamic_last4: null;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: string;
  readonly last4: string;
  readonly metadata: Record<string, never>;
  readonly name: null;
  readonly regulated_status: null;
  readonly tokenization_method: null;
}

export interface WireToken {
  readonly id: string;
  readonly object: 'token';
  readonly card: WireTokenCard;
  readonly client_ip: null;
  readonly created: number;
  readonly livemode: boolean;
  readonly type: 'card';
  readonly used: boolean;
}
