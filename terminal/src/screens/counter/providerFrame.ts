import { type FrameMessage, type PageMessage, readFrameMessage } from '@guichet/contract/cardFieldMessages.ts';

/** What came of asking the fields for a token. `incomplete`, and what the provider refused, is told within the frame. */
export type Entered =
  | { readonly entered: 'token'; readonly id: string }
  | { readonly entered: 'refused'; readonly code: string }
  | { readonly entered: 'silent' };

/** The provider's fields, as the page speaks to them. */
export interface ProviderFrame {
  submit(): Promise<Entered>;
  focus(): void;
  clear(): void;
  lock(locked: boolean): void;
}

interface FramePorts {
  /** Delivers to the frame, if it still is of that origin. */
  readonly post: (message: PageMessage, origin: string) => void;
  readonly newRequest: () => string;
  /** Calls back later; answers how to call it off. */
  readonly after: (ms: number, then: () => void) => () => void;
}

interface FrameListeners {
  readonly ready: (heightPx: number) => void;
  readonly resized: (heightPx: number) => void;
  readonly enter: () => void;
  readonly key: (key: string) => void;
}

/** Longer than the fields wait for their own server. */
const ANSWER_WITHIN_MS = 30_000;

/** Speaks with the fields of one origin; `hear` takes what its window posted, and looks at who did before anything else. */
export function createProviderFrame(origin: string, ports: FramePorts, listeners: FrameListeners) {
  const waiting = new Map<string, (entered: Entered) => void>();
  const settle = (request: string, entered: Entered): void => {
    waiting.get(request)?.(entered);
    waiting.delete(request);
  };
  const take = (message: FrameMessage): void => {
    if (message.type === 'ready') listeners.ready(message.height);
    if (message.type === 'resize') listeners.resized(message.height);
    if (message.type === 'token') settle(message.request, { entered: 'token', id: message.id });
    if (message.type === 'error') settle(message.request, { entered: 'refused', code: message.code });
    if (message.type === 'enter') listeners.enter();
    if (message.type === 'key') listeners.key(message.key);
  };
  const frame: ProviderFrame = {
    submit: () =>
      new Promise((resolve) => {
        const request = ports.newRequest();
        const callOff = ports.after(ANSWER_WITHIN_MS, () => settle(request, { entered: 'silent' }));
        waiting.set(request, (entered) => {
          callOff();
          resolve(entered);
        });
        ports.post({ type: 'submit', request }, origin);
      }),
    focus: () => ports.post({ type: 'focus' }, origin),
    clear: () => ports.post({ type: 'clear' }, origin),
    lock: (locked) => ports.post({ type: 'lock', locked }, origin),
  };
  return {
    frame,
    hear: (event: { readonly origin: string; readonly data: unknown; readonly isOurs: boolean }): void => {
      if (event.origin !== origin || !event.isOurs) return;
      const message = readFrameMessage(event.data);
      if (message !== null) take(message);
    },
  };
}
