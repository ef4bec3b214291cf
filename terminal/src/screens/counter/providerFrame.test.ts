import type { PageMessage } from '@guichet/contract/cardFieldMessages.ts';
import { beforeEach, expect, it, vi } from 'vitest';
import { createProviderFrame } from './providerFrame.ts';

const ORIGIN = 'https://fields.example';
const post = vi.fn<(message: PageMessage, origin: string) => void>();
const listeners = { ready: vi.fn(), resized: vi.fn(), enter: vi.fn(), key: vi.fn() };
const late: (() => void)[] = [];
let requests = 0;

const open = () =>
  createProviderFrame(
    ORIGIN,
    {
      post,
      newRequest: () => {
        requests += 1;
        return `r${requests}`;
      },
      after: (_ms, then) => {
        late.push(then);
        return () => late.splice(late.indexOf(then), 1);
      },
    },
    listeners,
  );
const said = (data: unknown, changes: object = {}) => ({ origin: ORIGIN, isOurs: true, data, ...changes });

beforeEach(() => {
  vi.clearAllMocks();
  late.length = 0;
  requests = 0;
});

it('asks for a token, and takes the answer to that request alone', async () => {
  const { frame, hear } = open();
  const entered = frame.submit();
  expect(post).toHaveBeenCalledWith({ type: 'submit', request: 'r1' }, ORIGIN);
  hear(said({ type: 'token', request: 'r0', id: 'pm_old' }));
  hear(said({ type: 'token', request: 'r1', id: 'pm_1' }));
  hear(said({ type: 'token', request: 'r1', id: 'pm_2' }));
  expect(await entered).toEqual({ entered: 'token', id: 'pm_1' });
  expect(late).toEqual([]);
});

it('is told what was refused, and that nobody answered', async () => {
  const { frame, hear } = open();
  const refused = frame.submit();
  hear(said({ type: 'error', request: 'r1', code: 'incomplete' }));
  expect(await refused).toEqual({ entered: 'refused', code: 'incomplete' });
  const silent = frame.submit();
  late[0]?.();
  expect(await silent).toEqual({ entered: 'silent' });
});

it.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['an origin that begins alike', { origin: `${ORIGIN}.evil.example` }],
  ['another window of that origin', { isOurs: false }],
])('does not hear %s', async (_whose, changes) => {
  const { frame, hear } = open();
  const entered = frame.submit();
  hear(said({ type: 'token', request: 'r1', id: 'pm_evil' }, changes));
  hear(said({ type: 'enter' }, changes));
  hear(said({ type: 'ready', height: 9 }, changes));
  expect(listeners.enter).not.toHaveBeenCalled();
  expect(listeners.ready).not.toHaveBeenCalled();
  hear(said({ type: 'token', request: 'r1', id: 'pm_1' }));
  expect(await entered).toEqual({ entered: 'token', id: 'pm_1' });
});

it('passes on what the frame tells, and nothing that is no message', () => {
  const { hear } = open();
  hear(said({ type: 'ready', height: 90 }));
  hear(said({ type: 'resize', height: 120 }));
  hear(said({ type: 'changed', complete: false, brand: 'visa' }));
  hear(said({ type: 'enter' }));
  hear(said({ type: 'key', key: 'Alt+M' }));
  hear(said({ type: 'resize' }));
  hear(said('enter'));
  expect(listeners.ready).toHaveBeenCalledExactlyOnceWith(90);
  expect(listeners.resized).toHaveBeenCalledExactlyOnceWith(120);
  expect(listeners.enter).toHaveBeenCalledOnce();
  expect(listeners.key).toHaveBeenCalledExactlyOnceWith('Alt+M');
});

it('speaks to that origin alone', () => {
  const { frame } = open();
  frame.focus();
  frame.clear();
  frame.lock(true);
  expect(post.mock.calls).toEqual([
    [{ type: 'focus' }, ORIGIN],
    [{ type: 'clear' }, ORIGIN],
    [{ type: 'lock', locked: true }, ORIGIN],
  ]);
});
