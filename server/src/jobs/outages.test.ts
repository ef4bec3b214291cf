import { expect, it } from 'vitest';
import { Outages } from './outages.ts';

const AWAY = Object.assign(new Error('the database system is starting up'), { code: '57P03' });

/** What is logged: of which task, and what. */
function recorder() {
  const told: string[] = [];
  return { told, log: { error: (details: object, message: string) => told.push(`${(details as { task: string }).task}: ${message}`) } };
}

const away = (task: string): string => `${task}: The database does not answer. What recurs is tried again and again until it does.`;

it('tells once that the database is away, whoever finds it so and however often', () => {
  const { told, log } = recorder();
  const outages = new Outages(log);
  for (const task of ['one', 'two', 'one', 'two']) outages.begin(task).failed(AWAY);
  // One that needs no database says nothing of it.
  outages.begin('three').succeeded();
  outages.begin('one').failed(new Error('timeout exceeded when trying to connect'));
  expect(told).toEqual([away('one')]);
});

it('tells again when it had been back', () => {
  const { told, log } = recorder();
  const outages = new Outages(log);
  outages.begin('one').failed(AWAY);
  const late = outages.begin('two');
  outages.begin('one').succeeded();
  late.failed(AWAY);
  expect(told).toEqual([away('one')]);
  outages.begin('two').failed(AWAY);
  expect(told).toEqual([away('one'), away('two')]);
});

it('tells each time of what is no fault of the database', () => {
  const { told, log } = recorder();
  const outages = new Outages(log);
  outages.begin('one').failed(AWAY);
  for (const task of ['two', 'two']) outages.begin(task).failed(new Error('A bug.'));
  expect(told).toEqual([away('one'), 'two: A recurring task failed.', 'two: A recurring task failed.']);
});
