import { expect, it } from 'vitest';
import { SignInLine } from './signInLine.ts';

/** Many who come at once; each stays until `goOn`. */
function crowd(line: SignInLine, addresses: readonly (string | null)[]) {
  const gate = Promise.withResolvers<void>();
  let inside = 0;
  let most = 0;
  const answers = addresses.map((address) =>
    line
      .take(address, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await gate.promise;
        inside -= 1;
        return 'looked at';
      })
      .catch((error: { code?: string }) => error.code),
  );
  return { answers: Promise.all(answers), goOn: gate.resolve, most: () => most };
}

const countOf = (answers: readonly unknown[], answer: string): number => answers.filter((each) => each === answer).length;
const times = (n: number, address: (at: number) => string | null) => Array.from({ length: n }, (_, at) => address(at));

it('looks at one password at a time', async () => {
  const all = crowd(
    new SignInLine(),
    times(20, () => '192.0.2.1'),
  );
  all.goOn();
  expect(countOf(await all.answers, 'looked at')).toBe(20);
  expect(all.most()).toBe(1);
});

it('sends away who comes too often from one address, and lets others in', async () => {
  const all = crowd(new SignInLine(), [...times(100, () => '192.0.2.1'), '192.0.2.2', null]);
  all.goOn();
  const answers = await all.answers;
  expect(countOf(answers.slice(0, 100), 'looked at')).toBe(25);
  expect(answers.slice(100)).toEqual(['looked at', 'looked at']);
});

it('has an end, wherever they come from, and is open again afterwards', async () => {
  const line = new SignInLine();
  const all = crowd(
    line,
    times(300, (at) => `192.0.2.${at}`),
  );
  all.goOn();
  expect(countOf(await all.answers, 'rate_limit')).toBe(240);
  expect(await line.take('192.0.2.1', async () => 'in')).toBe('in');
});

it('goes on behind one that failed', async () => {
  const line = new SignInLine();
  const failed = line.take(null, () => Promise.reject(new Error('no database')));
  const next = line.take(null, async () => 'in');
  await expect(failed).rejects.toThrow('no database');
  expect(await next).toBe('in');
});
