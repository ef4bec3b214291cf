import pg from 'pg';
import { expect, it } from 'vitest';
import { isDatabaseLost, isUnanswered } from './databaseLost.ts';

const fromPostgres = (code: string) => Object.assign(new pg.DatabaseError('refused', 1, 'error'), { code });
const fromSystem = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });

it.each([
  fromPostgres('25006'),
  fromPostgres('57P01'),
  fromPostgres('57P02'),
  fromPostgres('57P03'),
  fromPostgres('08006'),
  fromSystem('ECONNREFUSED', 'connect'),
  fromSystem('ECONNRESET', 'read'),
  fromSystem('ENOENT', 'connect'),
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('Query read timeout'),
])('a connection is lost with: %s', (error) => {
  expect(isDatabaseLost(error)).toBe(true);
});

it.each([
  fromPostgres('40001'),
  fromPostgres('23505'),
  // A statement that took too long: its connection is as good as before.
  fromPostgres('57014'),
  fromSystem('ENOENT', 'open'),
  new Error('refused'),
  'Connection terminated',
  null,
])('and is not with: %s', (error) => {
  expect(isDatabaseLost(error)).toBe(false);
});

it('only silence is an answer that may still come', () => {
  expect(isUnanswered(new Error('Query read timeout'))).toBe(true);
  expect(isUnanswered(new Error('Connection terminated'))).toBe(false);
});
