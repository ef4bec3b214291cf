import { useEffect } from 'react';
import { appearanceOf, chooseAppearance } from '../theme/appearance.ts';

/** Shows the page as this person wants it, from the moment that they are known. */
export function useAppearanceOf(person: string): void {
  useEffect(() => chooseAppearance(appearanceOf(person)), [person]);
}
