import { expect, it } from 'vitest';
import { FairQueue, type Place } from './fairQueue.ts';

interface Item {
  readonly name: string;
  readonly place: Place;
}

/** `a.x1`: the first of sender x of account a. */
const item = (name: string): Item => ({ name, place: { account: name.split('.')[0] ?? '', sender: name.split('.')[1]?.[0] ?? '' } });

function queueOf(names: string): FairQueue<Item> {
  const queue = new FairQueue<Item>(({ name }) => name.endsWith('late'));
  for (const name of names.split(' ')) queue.push(item(name));
  return queue;
}

function drained(queue: FairQueue<Item>, may: (account: string) => boolean = () => true): string {
  const names: string[] = [];
  for (let next = queue.take(may); next !== undefined; next = queue.take(may)) names.push(next.name);
  return names.join(' ');
}

it.each([
  ['one sender: first come, first served', 'a.x1 a.x2 a.x3', 'a.x1 a.x2 a.x3'],
  ['a burst of one account does not hold up another', 'a.x1 a.x2 a.x3 a.x4 b.y1 b.y2', 'a.x1 b.y1 a.x2 b.y2 a.x3 a.x4'],
  ['nor that of one sender the others of its account', 'a.x1 a.x2 a.x3 a.y1 b.z1', 'a.x1 b.z1 a.y1 a.x2 a.x3'],
  ['once the oldest is late, the newest comes first', 'a.x1late a.x2 a.x3 b.y1', 'a.x3 b.y1 a.x2 a.x1late'],
  ['an account has one turn, however many send for it', 'a.x1 a.y1 a.z1 b.q1 b.q2', 'a.x1 b.q1 a.y1 b.q2 a.z1'],
])('%s', (_, names, order) => {
  const queue = queueOf(names);
  expect(queue.length).toBe(names.split(' ').length);
  expect(drained(queue)).toBe(order);
  expect(queue.length).toBe(0);
});

it('passes over accounts that may not, without losing their turn', () => {
  const queue = queueOf('a.x1 a.x2 b.y1 c.z1');
  expect(drained(queue, (account) => account !== 'a')).toBe('b.y1 c.z1');
  expect([queue.length, queue.lengthOf('a'), queue.lengthOf('b')]).toEqual([2, 2, 0]);
  expect(drained(queue)).toBe('a.x1 a.x2');
});

it('lets go of whoever gives up, once', () => {
  const queue = queueOf('a.x1 b.y1');
  const gone = item('a.x2');
  queue.push(gone);
  queue.remove(gone);
  queue.remove(gone);
  expect([queue.length, queue.lengthOf('a')]).toEqual([2, 1]);
  expect(drained(queue)).toBe('a.x1 b.y1');
});

it('finds the newest among many who have left', () => {
  const queue = queueOf('a.x0late');
  const passing = Array.from({ length: 200 }, (_, at) => item(`a.x${at}`));
  for (const one of passing) {
    queue.push(one);
    queue.remove(one);
  }
  queue.push(item('a.x9'));
  for (const one of passing) queue.push(one);
  for (const one of passing) queue.remove(one);
  expect(drained(queue)).toBe('a.x9 a.x0late');
});
