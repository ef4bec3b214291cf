import type { CounterView } from '@guichet/contract/counterViews.ts';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useRef } from 'react';
import { Icon } from '../../../components/Icon.tsx';
import styles from './CardArea.module.css';
import { useRecording } from './useRecording.ts';

interface CardAreaProps {
  readonly view: CounterView | undefined;
  readonly byPhone: boolean;
  readonly children: ReactNode;
}

/** Where card details are given. While somebody is in it the recording of the call is paused, and the page says so. */
export function CardArea({ view, byPhone, children }: CardAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  const active = byPhone && view?.tells_recordings === true;
  const paused = useRecording(area, view, active);
  return (
    <div ref={area} className={styles.area}>
      {children}
      {active ? (
        <p className={styles.state} role="status" data-paused={paused || undefined}>
          <Icon name={paused ? 'check' : 'clock'} size={18} />
          {paused ? <Trans>Recording paused</Trans> : <Trans>The recording pauses in the card fields</Trans>}
        </p>
      ) : null}
    </div>
  );
}
