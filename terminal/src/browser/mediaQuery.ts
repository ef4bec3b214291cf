/** What a question to the device, such as how wide the window is, answers; for `useSyncExternalStore`. */
export interface MediaQuery {
  readonly matches: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Asked once, when the answer is first wanted; from then on the browser keeps it true. */
export function mediaQuery(query: string): MediaQuery {
  let asked: MediaQueryList | undefined;
  const list = (): MediaQueryList => {
    asked ??= window.matchMedia(query);
    return asked;
  };
  return {
    matches: () => list().matches,
    subscribe: (listener) => {
      list().addEventListener('change', listener);
      return () => list().removeEventListener('change', listener);
    },
  };
}
