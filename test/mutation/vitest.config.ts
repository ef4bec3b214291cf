import { defineConfig } from 'vitest/config';

/** The tests that need nothing but the code: mutants of money, ledger, rules and postings are judged by them. */
export default defineConfig({
  test: {
    include: [
      'contract/src/{money,amounts,cashRounding,currencies}.test.ts',
      'server/src/ledger/{positions,postings}.test.ts',
      'server/src/modules/**/*.{rules,postings}.test.ts',
      'server/test/moneyHistories.test.ts',
    ],
  },
});
