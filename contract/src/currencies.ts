/**
 * The one table of currencies: every code of ISO 4217 that has a minor unit, in lower case as on the wire. Left out are metals, test and
 * unit codes, and currencies that ISO has withdrawn (HRK 2023, ANG 2025, BGN 2026). Nothing may learn digits from `Intl`, whose data
 * follows custom instead of the standard (AFN, HUF, PKR and others differ).
 *
 * `exponent` is the wire's: how many decimals an amount's minor unit stands for. It is ISO's except where Stripe's wire differs:
 * MGA has none; ISK and UGX keep two although nobody has smaller coins than one, so their amounts must end in 00.
 * In BHD, JOD, KWD, OMR and TND the last of the three decimals must be 0, since the card networks carry two. `step` says both.
 * HUF and TWD are charged with two decimals; only their payouts must be whole, which is no matter of this table.
 */
const DEFAULT_EXPONENT = 2;

const CODES = [
  'aed afn all amd aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob bov brl bsd btn bwp byn bzd cad cdf che chf chw clf clp cny',
  'cop cou crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr iqd',
  'irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn',
  'mxv myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sdg sek sgd shp sle sos srd',
  'ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd usn uyi uyu uyw uzs ved ves vnd vuv wst xad xaf xcd xcg xof',
  'xpf yer zar zmw zwg',
] as const;

type Words<T extends string> = T extends `${infer Head} ${infer Rest}` ? Head | Words<Rest> : T;

/** A currency of the table, `eur`. */
export type Currency = Words<(typeof CODES)[number]>;

/** All currencies, in alphabetical order. */
export const CURRENCIES: readonly Currency[] = CODES.flatMap((line) => line.split(' ') as Currency[]);

/** Units of account, of funds and of bonds: they have codes, but nobody can be charged in them. */
const UNITS: ReadonlySet<Currency> = new Set<Currency>(['bov', 'che', 'chw', 'clf', 'cou', 'mxv', 'usn', 'uyi', 'uyw', 'xad']);

/** The currencies that are money: what can be charged, settled and chosen. */
export const MONEY: readonly Currency[] = CURRENCIES.filter((currency) => !UNITS.has(currency));

const KNOWN: ReadonlySet<string> = new Set(CURRENCIES);

const EXPONENTS: Partial<Record<Currency, number>> = {
  ...{ bif: 0, clp: 0, djf: 0, gnf: 0, jpy: 0, kmf: 0, krw: 0, mga: 0, pyg: 0, rwf: 0, uyi: 0, vnd: 0, vuv: 0, xaf: 0, xof: 0, xpf: 0 },
  ...{ bhd: 3, iqd: 3, jod: 3, kwd: 3, lyd: 3, omr: 3, tnd: 3 },
  ...{ clf: 4, uyw: 4 },
};

const STEPS: Partial<Record<Currency, bigint>> = { isk: 100n, ugx: 100n, bhd: 10n, jod: 10n, kwd: 10n, omr: 10n, tnd: 10n };

/** Smallest charges that card providers take, in minor units of the wire; below them a charge costs more than it brings. */
const SMALLEST_CHARGES: Partial<Record<Currency, bigint>> = {
  ...{ usd: 50n, eur: 50n, aud: 50n, brl: 50n, cad: 50n, chf: 50n, inr: 50n, nzd: 50n, sgd: 50n, gbp: 30n, jpy: 50n },
  ...{
    aed: 200n,
    czk: 1500n,
    dkk: 250n,
    hkd: 400n,
    huf: 17500n,
    mxn: 1000n,
    myr: 200n,
    nok: 300n,
    pln: 200n,
    ron: 200n,
    sek: 300n,
    thb: 1000n,
    isk: 5000n,
    ugx: 5000n,
  },
};

/** For currencies without a line of their own: half a unit where the unit has parts, fifty where it has none, so that at least dust is refused. */
const SMALLEST_BY_EXPONENT: Readonly<Record<number, bigint>> = { 0: 50n, 2: 50n, 3: 500n, 4: 5000n };

/** Whether a text is a currency's code on the wire: three letters, lower case. */
export const isCurrency = (text: string): text is Currency => KNOWN.has(text);

/** Whether a text is the code of a currency that somebody can be charged in. */
export const isMoney = (text: string): text is Currency => isCurrency(text) && !UNITS.has(text);

/** A currency that is known to be one, as from the database. Throws for anything else, which is then a bug. */
export function asCurrency(text: string): Currency {
  if (!isCurrency(text)) throw new Error(`Not a currency: ${text}`);
  return text;
}

/** How many decimals the wire's minor unit stands for. */
export const exponentOf = (currency: Currency): number => EXPONENTS[currency] ?? DEFAULT_EXPONENT;

/** What an amount on the wire must be a multiple of: 1 nearly everywhere. */
export const stepOf = (currency: Currency): bigint => STEPS[currency] ?? 1n;

/** The smallest amount that may be charged, in minor units. */
export const smallestCharge = (currency: Currency): bigint =>
  SMALLEST_CHARGES[currency] ?? SMALLEST_BY_EXPONENT[exponentOf(currency)] ?? 1n;

/** How many decimals people read and write: none for ISK and UGX, whose two on the wire are always 00. */
export const shownDecimals = (currency: Currency): number => (stepOf(currency) === 100n ? 0 : exponentOf(currency));
