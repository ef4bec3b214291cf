import type { MandateGiven, MandateView } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../../language/useFormats.ts';

const GIVEN: Readonly<Record<MandateGiven, MessageDescriptor>> = {
  written: msg`in writing`,
  online: msg`online`,
  recorded_phone_call: msg`in a recorded phone call`,
};

/** What a debit rests on: the mandate's reference, how and when the payer gave it, whether it has ended, and its words. */
export function MandateFact({ mandate }: { mandate: MandateView }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { text, evidence, ended_at: endedAt } = mandate;
  const given = i18n._(GIVEN[mandate.given]);
  const day = formats.day(mandate.accepted_at);
  const endedOn = endedAt === null ? '' : formats.day(endedAt);
  return (
    <>
      <code>{mandate.reference}</code>
      <br />
      <small className="muted">
        <Trans>
          given {given} on {day}
        </Trans>
        {' · '}
        {mandate.type === 'multi_use' ? <Trans>for several debits</Trans> : <Trans>for this debit alone</Trans>}
        {/* One for a single debit ends with it, which needs no word. */}
        {endedAt === null || mandate.type === 'single_use' ? null : (
          <>
            {' · '}
            <Trans>ended on {endedOn}</Trans>
          </>
        )}
      </small>
      {evidence === null ? null : (
        <>
          <br />
          <small className="muted">{evidence}</small>
        </>
      )}
      {text === null ? null : (
        <details>
          <summary>
            <Trans>Words of the mandate</Trans>
          </summary>
          <p lang={text.language}>{text.words}</p>
        </details>
      )}
    </>
  );
}
