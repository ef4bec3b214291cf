import { parseAmount } from '@guichet/contract/amounts.ts';
import { isCurrency } from '@guichet/contract/currencies.ts';
import type { ExchangeRateView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { exchangeRateQuery } from '../../../api/counterQueries.ts';
import { Notice } from '../../../components/Notice.tsx';
import { useFormats } from '../../../language/useFormats.ts';

const ASK_AFTER_MS = 300;

function Receives({ view }: { view: ExchangeRateView }) {
  const formats = useFormats();
  const { i18n } = useLingui();
  const { from, to, source } = view;
  const rate = i18n.locale === 'en' ? view.rate : view.rate.replace('.', ',');
  const received = view.converted === null ? null : formats.amount(view.converted, to);
  const margin = new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 2 }).format(
    view.margin_basis_points / 10_000,
  );
  const day = formats.period(view.day);
  const [one, other] = [from.toUpperCase(), to.toUpperCase()];
  return (
    <>
      {received === null ? null : (
        <p>
          <strong>
            <Trans>The place receives {received}, less fees.</Trans>
          </strong>
        </p>
      )}
      <p>
        <Trans>
          1 {one} = {rate} {other}, with a margin of {margin}. Rate of {day}, {source}.
        </Trans>
      </p>
      {view.too_old ? (
        <p>
          <Trans>The rate is older than the place allows, so the payment would be refused.</Trans>
        </p>
      ) : null}
    </>
  );
}

/** Before the press: what a payment in the customer's currency brings. */
export function ReceivesNote({ currency, settlesIn, amount }: { currency: string; settlesIn: string; amount: string }) {
  const read = isCurrency(currency) ? parseAmount(amount, currency) : null;
  const [asked] = useDebouncedValue(read?.ok && read.money.amount > 0n ? read.money.amount : null, ASK_AFTER_MS);
  const rate = useQuery({ ...exchangeRateQuery(currency, settlesIn, asked), placeholderData: keepPreviousData });
  if (rate.data === undefined || rate.data.from !== currency) return null;
  return (
    <Notice tone={rate.data.too_old ? 'warn' : 'info'} role="status">
      <Receives view={rate.data} />
    </Notice>
  );
}
