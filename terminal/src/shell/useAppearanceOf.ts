import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { appearanceOf } from '../theme/appearance.ts';

/** Shows the page as this person wants it, from the moment that they are known. */
export function useAppearanceOf(person: string): void {
  const { setColorScheme } = useMantineColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another person brings another choice; Mantine's function is new each time.
  useEffect(() => setColorScheme(appearanceOf(person)), [person]);
}
