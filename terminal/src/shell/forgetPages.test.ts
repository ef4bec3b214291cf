import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sessionQuery } from '../api/queries.ts';
import { forgetPages } from './forgetPages.ts';

const PAYMENTS = ['payments'];

// The store of a tab, which only browsers have.
beforeAll(() => vi.stubGlobal('sessionStorage', { removeItem: () => {} }));
afterAll(() => vi.unstubAllGlobals());

it('forgets what was read for whoever has left, and not what is being read since', async () => {
  const client = new QueryClient();
  client.setQueryData(PAYMENTS, ['theirs']);
  forgetPages(client);
  expect(client.getQueryData(PAYMENTS)).toBeUndefined();
  expect(client.getQueryData(sessionQuery.queryKey)).toBeNull();

  const { promise: answer, resolve } = Promise.withResolvers<string>();
  const sinceThen = new QueryObserver(client, { queryKey: ['door'], queryFn: () => answer });
  const shown: (string | undefined)[] = [];
  const leave = sinceThen.subscribe(({ data }) => shown.push(data));
  forgetPages(client);
  resolve('open');
  await expect.poll(() => shown.at(-1)).toBe('open');
  leave();
});
