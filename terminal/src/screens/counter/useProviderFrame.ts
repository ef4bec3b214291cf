import { useEffect, useRef, useState } from 'react';
import { newKey } from '../../browser/newKey.ts';
import { createProviderFrame, type ProviderFrame } from './providerFrame.ts';

/** `silent`: nothing was heard of it for so long that it will not come. */
type FrameState = 'loading' | 'ready' | 'silent';

const READY_WITHIN_MS = 12_000;
const MOST_HEIGHT_PX = 800;
const FIRST_HEIGHT_PX = 160;

const after = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/** A key that was pressed within the frame and may be a shortcut here: as if it had been pressed on the page. */
function pressHere(shortcut: string): void {
  const [key = '', letter] = shortcut.split('+');
  window.dispatchEvent(new KeyboardEvent('keydown', { key: letter ?? key, altKey: letter !== undefined, cancelable: true }));
}

/** The provider's frame at this address: how far it is, how high it wants to be, and, once it is there, how to speak to it. */
export function useProviderFrame(url: string, onEnter: () => void) {
  const element = useRef<HTMLIFrameElement>(null);
  const [frame, setFrame] = useState<ProviderFrame | null>(null);
  const [state, setState] = useState<FrameState>('loading');
  const [heightPx, setHeightPx] = useState(FIRST_HEIGHT_PX);
  const current = useRef(onEnter);
  useEffect(() => {
    current.current = onEnter;
  });

  useEffect(() => {
    const resized = (px: number) => setHeightPx(Math.min(Math.max(px, 0), MOST_HEIGHT_PX));
    const callOff = after(READY_WITHIN_MS, () => setState((before) => (before === 'loading' ? 'silent' : before)));
    const spoken = createProviderFrame(
      new URL(url).origin,
      { post: (message, origin) => element.current?.contentWindow?.postMessage(message, origin), newRequest: newKey, after },
      {
        ready: (px) => {
          callOff();
          resized(px);
          setState('ready');
          setFrame({
            ...spoken.frame,
            // The keyboard must be within the frame before a field of it can have it.
            focus: () => {
              element.current?.focus();
              spoken.frame.focus();
            },
          });
        },
        resized,
        enter: () => current.current(),
        key: pressHere,
      },
    );
    const hear = ({ origin, data, source }: MessageEvent) =>
      spoken.hear({ origin, data, isOurs: source !== null && source === element.current?.contentWindow });
    window.addEventListener('message', hear);
    return () => {
      callOff();
      window.removeEventListener('message', hear);
      setFrame(null);
      setState('loading');
    };
  }, [url]);

  return { element, frame, state, heightPx };
}
