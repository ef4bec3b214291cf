import type { CounterView } from '@guichet/contract/counterViews.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { RecordingHook } from './recordingHook.ts';
import { tellRecording } from './tellRecording.ts';

/**
 * Watches who is in the card fields, and answers whether the recording of the call is paused. `active` where somebody listens and the order comes by
 * phone.
 */
export function useRecording(area: RefObject<HTMLElement | null>, view: CounterView | undefined, active: boolean): boolean {
  const [paused, setPaused] = useState(false);
  const origins = useRef<readonly string[]>([]);
  origins.current = view?.recording_origins ?? [];
  useEffect(() => {
    const element = area.current;
    if (!active || element === null) return;
    const hook = new RecordingHook({
      tell: (state) => tellRecording(state, origins.current),
      after: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
      onChange: setPaused,
    });
    const isInside = (): boolean => element.contains(document.activeElement);
    const enter = () => hook.enter();
    // Moving from one field to the next is not leaving.
    const leave = (event: FocusEvent) =>
      event.relatedTarget instanceof Node && element.contains(event.relatedTarget) ? undefined : hook.leave();
    // Into a provider's frame no focus event comes: the window loses it, and the frame is what is active then.
    const lost = () => (isInside() ? hook.enter() : undefined);
    const found = () => (isInside() ? undefined : hook.leave());
    const gone = () => hook.leave();
    element.addEventListener('focusin', enter);
    element.addEventListener('input', enter);
    element.addEventListener('focusout', leave);
    window.addEventListener('blur', lost);
    window.addEventListener('focus', found);
    window.addEventListener('pagehide', gone);
    if (isInside()) enter();
    return () => {
      element.removeEventListener('focusin', enter);
      element.removeEventListener('input', enter);
      element.removeEventListener('focusout', leave);
      window.removeEventListener('blur', lost);
      window.removeEventListener('focus', found);
      window.removeEventListener('pagehide', gone);
      gone();
    };
  }, [area, active]);
  return paused;
}
