import type { CounterMethod } from '@guichet/contract/counterViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Choices } from '../../../components/Choices.tsx';
import { COUNTER_METHOD_WORDS } from './methodWords.ts';

interface MethodFieldProps {
  readonly methods: readonly CounterMethod[];
  readonly method: CounterMethod;
  readonly onChange: (method: CounterMethod) => void;
}

/** How the payer pays: what the place can take in the chosen currency. Where there is one way only, nobody is asked. */
export function MethodField({ methods, method, onChange }: MethodFieldProps) {
  const { i18n } = useLingui();
  if (methods.length < 2) return null;
  return (
    <Choices
      name="sale-method"
      legend={<Trans>Paid by</Trans>}
      value={method}
      onChange={onChange}
      choices={methods.map((value) => ({ value, words: i18n._(COUNTER_METHOD_WORDS[value]) }))}
    />
  );
}
