/** What becomes of a debit: it settles, it fails before it has settled, or it comes back after it had. Times in seconds after it came in. */
export type DebitFate =
  | { settlesAfterS: number; returned?: { code: string; afterS: number } }
  | { failsAfterS: number; code: string }
  /** Nothing ever becomes of it. */
  | 'waits';

export interface TestAccount {
  /** The IBAN, or the routing number and the account number with a slash between them. */
  account: string;
  fate: DebitFate;
}

const SOON_S = 1;
const LATER_S = 2;

const settles = (account: string, settlesAfterS = SOON_S): TestAccount => ({ account, fate: { settlesAfterS } });
const fails = (account: string, code: string, failsAfterS = SOON_S): TestAccount => ({ account, fate: { failsAfterS, code } });
const comesBack = (account: string, code: string): TestAccount => ({
  account,
  fate: { settlesAfterS: SOON_S, returned: { code, afterS: LATER_S } },
});

/** Accounts that are published for testing, or stand at a bank code of the sandbox's own choice. None can move money anywhere. */
export const testAccounts: readonly TestAccount[] = [
  settles('AT611904300234573201'),
  settles('AT321904300235473204', LATER_S),
  fails('AT861904300235473202', 'MS03'),
  fails('AT051904300235473205', 'MS03', LATER_S),
  comesBack('AT591904300235473203', 'MD01'),
  fails('AT981904300002222227', 'AM04'),
  settles('DE89370400440532013000'),
  settles('DE08370400440532013003', LATER_S),
  fails('DE62370400440532013001', 'MS03'),
  fails('DE78370400440532013004', 'MS03', LATER_S),
  comesBack('DE35370400440532013002', 'MD01'),
  fails('DE65370400440002222227', 'AM04'),
  fails('DE57370400440000000101', 'AC01'),
  fails('DE73370400440000000104', 'AC04'),
  fails('DE19370400440000000106', 'AC06'),
  fails('DE73370400440000000201', 'MD01'),
  comesBack('DE35370400440000000206', 'MD06'),
  settles('FR1420041010050500013M02606'),
  settles('FR3020041010050500013M02609', LATER_S),
  fails('FR8420041010050500013M02607', 'MS03'),
  fails('FR7920041010050500013M02600', 'MS03', LATER_S),
  comesBack('FR5720041010050500013M02608', 'MD01'),
  fails('FR9720041010050000002222227', 'AM04'),
  settles('IT40S0542811101000000123456'),
  settles('IT60X0542811101000000123456', LATER_S),

  settles('110000000/000123456789'),
  fails('110000000/000111111113', 'R02'),
  fails('110000000/000111111116', 'R03'),
  fails('110000000/000222222227', 'R01'),
  fails('110000000/000333333335', 'R29'),
  fails('110000000/000444444440', 'R17'),
  comesBack('110000000/000555555559', 'R10'),
  { account: '110000000/000000000009', fate: 'waits' },
];

const byAccount = new Map(testAccounts.map(({ account, fate }) => [account, fate]));

/** Undefined for an account that is nobody's in particular: its debits take the days that real ones take. */
export const fateOf = (account: string): DebitFate | undefined => byAccount.get(account);
