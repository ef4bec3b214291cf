import { failureOf } from './outcome.ts';

const LOOK_EVERY_MS = 3_000;
const LOOK_WITHIN_MS = 5_000;

interface ConnectionPorts {
  /** Whether the server answers, whatever it says; a proxy's word that it is not there is no answer. */
  readonly look: () => Promise<boolean>;
  /** Between two looks. */
  readonly pause: () => Promise<void>;
}

/** Whether the server answers, as the requests of the pages show it; for `useSyncExternalStore`. */
export interface Connection {
  readonly isThere: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** A request was answered, with whatever. */
  readonly answered: () => void;
  /** A request got no answer from the server. */
  readonly unanswered: () => void;
}

/**
 * A single lost answer says little: the server is looked at before the connection counts as gone. From then on it is looked at again and again,
 * until a look or any other request is answered.
 */
export function createConnection({ look, pause }: ConnectionPorts): Connection {
  let isThere = true;
  let isLooking = false;
  const listeners = new Set<() => void>();
  const set = (next: boolean) => {
    if (next === isThere) return;
    isThere = next;
    for (const listener of listeners) listener();
  };

  async function lookUntilAnswered(): Promise<void> {
    isLooking = true;
    while (!(await look())) {
      set(false);
      await pause();
    }
    set(true);
    isLooking = false;
  }

  return {
    isThere: () => isThere,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answered: () => set(true),
    unanswered: () => {
      if (!isLooking) void lookUntilAnswered();
    },
  };
}

async function look(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(LOOK_WITHIN_MS) });
    return answer.ok || failureOf(answer.status, await answer.json().catch(() => null)).kind !== 'lost';
  } catch {
    return false;
  }
}

export const connection = createConnection({
  look,
  pause: () =>
    new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        window.removeEventListener('online', go);
        resolve();
      };
      const timer = setTimeout(go, LOOK_EVERY_MS);
      window.addEventListener('online', go);
    }),
});
