import type { AgreedView, OpenMandateRequestView } from '@guichet/contract/mandateRequestViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { failureWords } from '../../api/failureWords.ts';
import type { Failure, Outcome } from '../../api/outcome.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { showLanguage } from '../../language/activateLanguage.ts';
import { formatsFor } from '../../language/formats.ts';
import { isLanguage } from '../../language/languages.ts';
import { DoorFrame } from '../../shell/DoorFrame.tsx';
import styles from './AgreeScreen.module.css';

const token = (): string => window.location.hash.slice(1);

function Words({ failure }: { failure: Failure | null }) {
  const { i18n } = useLingui();
  return <div role="alert">{failure === null ? null : <Notice tone="bad">{i18n._(failureWords(failure))}</Notice>}</div>;
}

/** Who asks, and which account it is about. */
function Facts({ asked }: { asked: OpenMandateRequestView }) {
  const { business_name: business, business_address: address, holder, last4, scheme } = asked;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>
          <Trans>Debited by</Trans>
        </dt>
        <dd>
          {business}
          {address.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Your account</Trans>
        </dt>
        <dd>
          {scheme === 'sepa_debit' ? 'IBAN' : null} <span className="num">•••• {last4}</span>
          {holder === null ? null : <div>{holder}</div>}
        </dd>
      </div>
    </dl>
  );
}

/** The heading, which takes the focus where it comes in place of what was pressed. */
function Title({ takesFocus, children }: { takesFocus: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

function Agreed({ asked, reference }: { asked: OpenMandateRequestView; reference: string }) {
  const { business_name: business } = asked;
  return (
    <>
      <Title takesFocus>
        <Trans>Thank you, you have agreed</Trans>
      </Title>
      <p>
        <Trans>{business} may now debit this account. Your mandate has this reference; keep it.</Trans>
      </p>
      <p>
        <code>{reference}</code>
      </p>
      <Facts asked={asked} />
      <p className="muted">
        <Trans>You can close this page.</Trans>
      </p>
    </>
  );
}

interface AskedProps {
  readonly asked: OpenMandateRequestView;
  readonly takesFocus: boolean;
  readonly onAgreed: (reference: string) => void;
  readonly onLookAgain: () => void;
}

/** Nobody agrees to words that they have not read: these are no longer the ones that hold. */
const areOutdated = (failure: Failure | null): boolean => failure?.kind === 'refused' && failure.param === 'text_version';

function Asked({ asked, takesFocus, onAgreed, onLookAgain }: AskedProps) {
  const { i18n } = useLingui();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const language = isLanguage(i18n.locale) ? i18n.locale : asked.language;
  const { business_name: business } = asked;
  const until = formatsFor(language, { country: asked.country, timeZone: asked.time_zone }).day(asked.expires);
  const agree = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const outcome = await postJson<AgreedView>('/guichet/v1/mandate_requests/agree', {
      ...{ token: token(), text_version: asked.text_version, language },
    });
    setBusy(false);
    if (outcome.ok) onAgreed(outcome.value.reference);
    else setFailure(outcome.failure);
  };
  return (
    <>
      <Title takesFocus={takesFocus}>
        <Trans>{business} asks for your agreement</Trans>
      </Title>
      <Facts asked={asked} />
      <div className={styles.agreement}>
        <p>
          <strong>
            <Trans>What you agree to:</Trans>
          </strong>
        </p>
        <p className={styles.words} lang={language}>
          {asked.words[language]}
        </p>
      </div>
      <p className="muted">
        <Trans>
          Together with your agreement, its time and the address of your connection are kept as its proof. Until {until} you can come back
          to this page; if you do nothing, nothing is debited.
        </Trans>
      </p>
      {areOutdated(failure) ? (
        <div className={styles.act}>
          <Notice tone="warn" role="alert">
            <Trans>The wording has changed since you opened this page. Read the new one before you agree.</Trans>
          </Notice>
          <Button key="look" fullWidth autoFocus onClick={onLookAgain}>
            <Trans>Show the new wording</Trans>
          </Button>
        </div>
      ) : (
        <div className={styles.act}>
          <Words failure={failure} />
          <Button key="agree" fullWidth aria-disabled={busy} loading={busy} onClick={() => void agree()}>
            <Trans>I agree</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

/** No link, or one that is no longer good, leads nowhere however often it is tried. */
const isFinal = (failure: Failure): boolean => failure.kind === 'refused' && failure.code === 'mandate_request_invalid';

/** The page behind the link of a mandate. The link's secret stands behind the `#` and travels only in the body of a request. */
export function AgreeScreen() {
  const { t } = useLingui();
  const [looks, setLooks] = useState(1);
  const [found, setFound] = useState<Outcome<OpenMandateRequestView> | null>(null);
  const [reference, setReference] = useState<string | null>(null);
  const isGreeted = useRef(false);
  useEffect(() => {
    document.title = t`Agreement to be debited`;
  }, [t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each count is another look.
  useEffect(() => {
    let isHere = true;
    void postJson<OpenMandateRequestView>('/guichet/v1/mandate_requests/look', { token: token() || '-' }).then(async (outcome) => {
      // The payer's language as it is known to the business; the page offers the others.
      if (outcome.ok && !isGreeted.current) await showLanguage(outcome.value.language);
      if (!isHere) return;
      isGreeted.current ||= outcome.ok;
      setFound(outcome);
      // Who comes back after they agreed, perhaps without having heard so.
      if (outcome.ok) setReference(outcome.value.reference);
    });
    return () => {
      isHere = false;
    };
  }, [looks]);
  const takesFocus = looks > 1;
  const lookAgain = () => {
    setFound(null);
    setLooks((before) => before + 1);
  };
  return (
    <DoorFrame wide isForPayers>
      {found === null ? <Skeleton lines={5} /> : null}
      {found?.ok && reference === null ? (
        <Asked asked={found.value} takesFocus={takesFocus} onAgreed={setReference} onLookAgain={lookAgain} />
      ) : null}
      {found?.ok && reference !== null ? <Agreed asked={found.value} reference={reference} /> : null}
      {found !== null && !found.ok ? (
        <>
          <Title takesFocus={takesFocus}>
            <Trans>Agreement to be debited</Trans>
          </Title>
          <Words failure={found.failure} />
          {isFinal(found.failure) ? null : (
            <Button variant="default" onClick={lookAgain}>
              <Trans>Try again</Trans>
            </Button>
          )}
        </>
      ) : null}
    </DoorFrame>
  );
}
