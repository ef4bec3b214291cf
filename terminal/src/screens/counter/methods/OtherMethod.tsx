import type { CounterMethod } from '@guichet/contract/counterViews.ts';
import { DebitPart } from './DebitPart.tsx';
import type { OtherMethodProps } from './otherMethod.ts';
import { RecordPart } from './RecordPart.tsx';

/** Every way to pay but by card. */
export function OtherMethod({ method, ...others }: OtherMethodProps<Exclude<CounterMethod, 'card'>>) {
  if (method === 'sepa_debit' || method === 'us_bank_account') return <DebitPart key={method} method={method} {...others} />;
  return <RecordPart key={method} method={method} {...others} />;
}
