import type { CheckResult, WireChecks } from '@guichet/contract/wire/common.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import styles from './ChecksList.module.css';
import { Icon, type IconName } from './Icon.tsx';

type Result = CheckResult | 'absent';

const WORDS: Readonly<Record<Result, MessageDescriptor>> = {
  pass: msg`matches`,
  fail: msg`does not match`,
  unavailable: msg`the bank could not check it`,
  unchecked: msg`not checked`,
  absent: msg`not given`,
};

const ICONS: Readonly<Record<Result, IconName | null>> = { pass: 'check', fail: 'cross', unavailable: null, unchecked: null, absent: null };

/** What the bank said of the security code and the address, in words: a check that failed on an approved payment is a warning, no refusal. */
export function ChecksList({ checks, pending = false }: { checks: WireChecks | null | undefined; pending?: boolean }) {
  const { i18n } = useLingui();
  const rows = [
    { key: 'code', name: <Trans>Security code</Trans>, result: checks?.cvc_check },
    { key: 'street', name: <Trans>Street</Trans>, result: checks?.address_line1_check },
    { key: 'postcode', name: <Trans>Postcode</Trans>, result: checks?.address_postal_code_check },
  ];
  return (
    <dl className={styles.checks} aria-busy={pending}>
      {rows.map(({ key, name, result }) => {
        const shown: Result = result ?? 'absent';
        const icon = ICONS[shown];
        return (
          <div key={key}>
            <dt>{name}</dt>
            <dd data-result={pending ? undefined : shown}>
              {icon === null || pending ? null : <Icon name={icon} size={17} />}
              {pending ? '…' : i18n._(WORDS[shown])}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
