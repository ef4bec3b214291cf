import { useSyncExternalStore } from 'react';
import { isKeypadOn, subscribeToKeypad } from './keypadSetting.ts';

/** Whether the amount is tapped on large keys. */
export const useKeypad = (): boolean => useSyncExternalStore(subscribeToKeypad, isKeypadOn);
