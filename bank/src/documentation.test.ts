import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultPlans } from './http/faultPlans.ts';
import { decideAuthorisation } from './issuers/decideAuthorisation.ts';
import { type DebitFate, testAccounts } from './issuers/testAccounts.ts';
import { testCards } from './issuers/testCards.ts';
import { authorisation, noonS, temporaryBank } from './testing/temporaryBank.ts';

const page = readFileSync(new URL('../../docs/connectors/sandbox.md', import.meta.url), 'utf8');

/** The cells of every table row whose first cell is one word of code that matches. */
function rows(first: RegExp): string[][] {
  return page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, cell = '']) => first.test(cell))
    .map((cells) => cells.slice(1, -1));
}

function wordsOf(fate: DebitFate): string {
  if (fate === 'waits') return 'nothing, ever';
  if ('code' in fate) return `failed with ${fate.code} after ${fate.failsAfterS} s`;
  const settled = `settled after ${fate.settlesAfterS} s`;
  return fate.returned ? `${settled}, returned with ${fate.returned.code} after ${fate.returned.afterS} s` : settled;
}

describe('docs/connectors/sandbox.md', () => {
  it('lists every test card with its answer by telephone, and no other', () => {
    const documented = rows(/^`\d{13,19}`$/).map(([number = '', , answer = '']) => `${number.slice(1, -1)} ${answer.slice(0, 2)}`);
    const real = testCards.map(({ number }) => `${number} ${decideAuthorisation(authorisation('a', { number }), noonS).responseCode}`);
    expect(documented).toEqual(real);
  });

  it('lists every test account with what becomes of its debits, and no other', () => {
    const documented = rows(/^`(?:[A-Z]{2}\d\w{12,31}|\d{12})`$/).map(
      ([account = '', becomes = '']) => `${account.slice(1, -1)} ${becomes}`,
    );
    const real = testAccounts.map(({ account, fate }) => `${account.split('/').at(-1)} ${wordsOf(fate)}`);
    expect(documented).toEqual(real);
  });

  it('says of each card where it comes from and how it is funded', () => {
    for (const [number = '', card = ''] of rows(/^`\d{13,19}`$/)) {
      const { funding, country } = testCards.find((known) => known.number === number.slice(1, -1)) ?? {};
      expect(`${number} ${card}`).toMatch(new RegExp(` ${funding}, ${country}$`));
    }
  });

  it('lists every fault with what it does, and no other', () => {
    const documented = rows(/^`(slow|no_|cut_|error_|duplicate_)\w*`$/).map(([kind = '', work]) => [kind.slice(1, -1), work !== 'no']);
    expect(documented).toEqual(Object.entries(faultPlans).map(([kind, { works }]) => [kind, works]));
  });

  it('names every route, and no other', async () => {
    const { app } = temporaryBank();
    await app.ready();
    const named = [...page.matchAll(/`(GET|POST|DELETE) (\/[^`?]*)/g)].map(([, method = '', path = '']) => `${method} ${path}`);
    const known = named.filter((route) => {
      const [method = '', path = ''] = route.split(' ');
      return app.hasRoute({ method: method as 'GET', url: path.replace(/\{(\w+)\}/g, ':$1') });
    });
    expect(named).toEqual(known);
    const count = app.printRoutes({ commonPrefix: false }).match(/\b(GET|POST|DELETE)\b/g)?.length;
    expect(new Set(named).size).toBe(count);
  });
});
