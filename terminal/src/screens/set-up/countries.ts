/** Countries with the currency that a place there settles in most often, as the set-up suggests it. */
export const CURRENCY_OF: Readonly<Record<string, string>> = {
  ...{ AT: 'eur', BE: 'eur', BG: 'eur', CY: 'eur', DE: 'eur', EE: 'eur', ES: 'eur', FI: 'eur', FR: 'eur', GR: 'eur', HR: 'eur', IE: 'eur' },
  ...{ IT: 'eur', LT: 'eur', LU: 'eur', LV: 'eur', MC: 'eur', MT: 'eur', NL: 'eur', PT: 'eur', SI: 'eur', SK: 'eur', SM: 'eur', VA: 'eur' },
  ...{ AD: 'eur', AE: 'aed', AR: 'ars', AU: 'aud', BR: 'brl', CA: 'cad', CH: 'chf', CL: 'clp', CN: 'cny', CO: 'cop', CZ: 'czk', DK: 'dkk' },
  ...{ EG: 'egp', GB: 'gbp', GI: 'gip', HK: 'hkd', HU: 'huf', ID: 'idr', IL: 'ils', IN: 'inr', IS: 'isk', JP: 'jpy', KE: 'kes', KR: 'krw' },
  ...{ LI: 'chf', MA: 'mad', MX: 'mxn', MY: 'myr', NG: 'ngn', NO: 'nok', NZ: 'nzd', PE: 'pen', PH: 'php', PL: 'pln', QA: 'qar', RO: 'ron' },
  ...{
    RS: 'rsd',
    SA: 'sar',
    SE: 'sek',
    SG: 'sgd',
    SN: 'xof',
    TH: 'thb',
    TN: 'tnd',
    TR: 'try',
    TW: 'twd',
    UA: 'uah',
    US: 'usd',
    VN: 'vnd',
    ZA: 'zar',
  },
  ...{
    CI: 'xof',
    CM: 'xaf',
    DZ: 'dzd',
    GE: 'gel',
    GF: 'eur',
    GP: 'eur',
    JO: 'jod',
    KW: 'kwd',
    LB: 'lbp',
    MQ: 'eur',
    NC: 'xpf',
    PF: 'xpf',
    RE: 'eur',
    YT: 'eur',
  },
};

export const COUNTRIES: readonly string[] = Object.keys(CURRENCY_OF);

/** The place's zone when the browser knows it only by an old name or not at all. */
const ZONE_OF: Readonly<Record<string, string>> = {
  FR: 'Europe/Paris',
  IT: 'Europe/Rome',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  US: 'America/New_York',
};

/** The country that the browser's languages name (`fr-FR`, `en-GB`), else France. */
export function countryFor(languages: readonly string[]): string {
  for (const tag of languages) {
    const region = new Intl.Locale(tag).region;
    if (region !== undefined && Object.hasOwn(CURRENCY_OF, region)) return region;
  }
  return 'FR';
}

export const zoneFor = (browserZone: string | undefined, country: string): string =>
  browserZone === undefined || browserZone === 'UTC' || browserZone.startsWith('Etc/') ? (ZONE_OF[country] ?? 'UTC') : browserZone;
