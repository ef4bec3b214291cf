import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from './ProviderFields.module.css';
import type { ProviderFrame } from './providerFrame.ts';
import { FIELD_ID, FOCUS_FRAME } from './saleFields.ts';
import { useProviderFrame } from './useProviderFrame.ts';

/** The entry of a provider's own fields. */
export type FramedEntry = CardEntryView & { readonly frame_url: string; readonly provider_account: string };

export const isFramed = (entry: CardEntryView | undefined): entry is FramedEntry =>
  entry?.cards === 'fields' && entry.frame_url !== null && entry.provider_account !== null;

interface ProviderFieldsProps {
  readonly entry: FramedEntry;
  readonly locked: boolean;
  /** Told of the frame while it is shown, and null when it goes. */
  readonly onFrame: (frame: ProviderFrame | null) => void;
  /** Enter was pressed within. */
  readonly onEnter: () => void;
}

/** The provider's own fields: what is typed there goes to the provider, and this page gets a name for it. */
export function ProviderFields({ entry, locked, onFrame, onEnter }: ProviderFieldsProps) {
  const { t } = useLingui();
  const { element, frame, state, heightPx } = useProviderFrame(entry.frame_url, onEnter);
  const told = useRef(onFrame);
  const wanted = useRef(false);
  told.current = onFrame;

  useEffect(() => {
    told.current(frame);
    return () => told.current(null);
  }, [frame]);
  useEffect(() => frame?.lock(locked), [frame, locked]);
  useEffect(() => {
    const iframe = element.current;
    const focus = () => {
      wanted.current = frame === null;
      frame?.focus();
    };
    // Whoever wanted to type before the fields were there gets the keyboard there now.
    if (frame !== null && wanted.current) focus();
    iframe?.addEventListener(FOCUS_FRAME, focus);
    return () => iframe?.removeEventListener(FOCUS_FRAME, focus);
  }, [element, frame]);

  const { origin } = new URL(entry.frame_url);
  const here = location.origin;
  const provider = entry.provider_name ?? origin;
  return (
    <div className={styles.provider} data-state={state}>
      <div className={styles.head}>
        <p className={styles.whose}>
          <Trans>Card fields of {provider}</Trans>
        </p>
        <Kbd keys="Alt N" />
      </div>
      {state === 'loading' ? <Skeleton lines={2} /> : null}
      {state === 'silent' ? (
        <Notice tone="warn" role="alert">
          <p>
            <Trans>
              The card fields of {provider} do not open. Nothing was charged. Reload the page to try again. If that does not help, the owner
              of the account at {origin} must add the address of this terminal there: {here}
            </Trans>
          </p>
          <Button variant="default" onClick={() => location.reload()}>
            <Trans>Reload the page</Trans>
          </Button>
        </Notice>
      ) : null}
      <iframe
        ref={element}
        id={FIELD_ID.number}
        className={styles.frame}
        title={t`Card fields of ${provider}`}
        src={entry.frame_url}
        // It runs its own script and talks to its own server; it opens no windows and leads this page nowhere.
        sandbox="allow-scripts allow-same-origin allow-forms"
        referrerPolicy="no-referrer"
        style={{ blockSize: heightPx }}
      />
    </div>
  );
}
