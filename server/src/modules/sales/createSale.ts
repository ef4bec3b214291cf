import { type Currency, isMoney, smallestCharge } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { wireAmount, wireSum } from '@guichet/contract/money.ts';
import { type Discount, reckonSale, type SaleLine, type SaleProblem, type SaleTotals } from '@guichet/contract/saleTotals.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { findItems, findTaxRates, type Item } from '../catalogue/index.ts';
import { requireCustomer } from '../customers/index.ts';
import type { Sale, SaleContent } from './sale.ts';
import { insertSale } from './sales.store.ts';

type Opt<T> = T | undefined;

interface Reduction {
  readonly discount_amount?: Opt<bigint>;
  readonly discount_basis_points?: Opt<number>;
}

export interface LineInput extends Reduction {
  readonly product?: Opt<string>;
  readonly name?: Opt<string>;
  readonly unit_amount?: Opt<bigint>;
  readonly tax_rate?: Opt<string>;
  readonly quantity: number;
}

export interface SaleInput extends Reduction {
  readonly currency: string;
  readonly lines: readonly LineInput[];
  readonly tip_amount?: Opt<bigint>;
  readonly tip_basis_points?: Opt<number>;
  readonly amount?: Opt<bigint>;
  readonly parts?: Opt<number>;
  readonly customer?: Opt<Id<'cus'>>;
  readonly description?: Opt<string>;
}

interface NamedLine extends SaleLine {
  readonly name: string;
  readonly product: string | null;
}

function oneOf(amount: Opt<bigint>, basisPoints: Opt<number>, param: string): Discount | null {
  if (amount !== undefined && basisPoints !== undefined)
    throw new ApiError('parameters_exclusive', { param, message: 'Give an amount or a percentage, not both.' });
  if (amount !== undefined) return { kind: 'amount', amount };
  return basisPoints === undefined ? null : { kind: 'percent', basisPoints };
}

const missing = (kind: string, id: string, param: string): ApiError =>
  new ApiError('resource_missing', { param, message: `No such ${kind}: '${id}'` });

/** A line of the catalogue: name, price and tax are the item's. */
function itemLine(
  item: Item | undefined,
  input: LineInput,
  currency: Currency,
  at: string,
): Pick<NamedLine, 'name' | 'product' | 'unitAmount' | 'tax'> {
  const param = `${at}[product]`;
  if (item === undefined) throw missing('product', input.product ?? '', param);
  if (input.name !== undefined || input.unit_amount !== undefined || input.tax_rate !== undefined)
    throw new ApiError('parameters_exclusive', { param, message: 'A product brings its own name, price and tax.' });
  if (!item.active) throw new ApiError('parameter_invalid', { param, message: 'This product is not sold any more.' });
  if (item.price === null || item.price.currency !== currency)
    throw new ApiError('parameter_invalid', { param, message: `This product has no price in ${currency}.` });
  const tax = item.tax && { id: item.tax.id, name: item.tax.displayName, rate: item.tax.rate, inclusive: item.tax.inclusive };
  return { name: item.name, product: item.id, unitAmount: item.price.unitAmount, tax };
}

async function linesOf(tx: Transaction, tenantId: number, { lines }: SaleInput, currency: Currency): Promise<NamedLine[]> {
  const [items, taxRates] = await Promise.all([
    findItems(
      tx,
      tenantId,
      lines.flatMap(({ product }) => product ?? []),
    ),
    findTaxRates(
      tx,
      tenantId,
      lines.flatMap(({ tax_rate }) => tax_rate ?? []),
    ),
  ]);
  return lines.map((input, place): NamedLine => {
    const at = `lines[${place}]`;
    const shared = {
      quantity: input.quantity,
      discount: oneOf(input.discount_amount, input.discount_basis_points, `${at}[discount_amount]`),
    };
    if (input.product !== undefined)
      return {
        ...itemLine(
          items.find(({ id }) => id === input.product),
          input,
          currency,
          at,
        ),
        ...shared,
      };
    if (input.name === undefined || input.unit_amount === undefined) {
      const param = `${at}[${input.name === undefined ? 'name' : 'unit_amount'}]`;
      throw new ApiError('parameter_missing', { param, message: 'Give "product", or "name" and "unit_amount".' });
    }
    const rate = taxRates.find(({ id }) => id === input.tax_rate);
    if (input.tax_rate !== undefined && rate === undefined) throw missing('tax rate', input.tax_rate, `${at}[tax_rate]`);
    const tax = rate === undefined ? null : { id: rate.id, name: rate.displayName, rate: rate.rate, inclusive: rate.inclusive };
    return { name: input.name, product: null, unitAmount: input.unit_amount, tax, ...shared };
  });
}

const PROBLEMS: Readonly<Record<SaleProblem['problem'], string>> = {
  uneven: 'An amount is no multiple of what the currency’s coins make up.',
  discount_too_large: 'The discount is more than what it is taken off.',
  too_large: 'The sale comes to more than can be charged.',
};

function refusalOf({ problem, line }: SaleProblem): ApiError {
  const code = problem === 'too_large' ? 'amount_too_large' : 'parameter_invalid';
  return new ApiError(code, { param: line === null ? 'lines' : `lines[${line}]`, message: PROBLEMS[problem] });
}

const contentOf = (lines: readonly NamedLine[], totals: SaleTotals): SaleContent => ({
  lines: lines.map(({ name, product, quantity, unitAmount }, at) => {
    const total = totals.lines[at];
    if (total === undefined) throw new Error('A line without its total.');
    return {
      ...{ name, product, quantity, unit_amount: wireAmount(unitAmount) },
      ...{
        listed: wireAmount(total.listed),
        discount: wireAmount(total.discount),
        tax: wireAmount(total.tax),
        total: wireAmount(total.total),
      },
    };
  }),
  // Before any discount a sale may list more than can be charged.
  listed: wireSum(totals.listed),
  discount: wireSum(totals.discount),
  taxes: totals.taxes.map(({ base, amount, ...tax }) => ({ ...tax, base: wireAmount(base), amount: wireAmount(amount) })),
  tip: wireAmount(totals.tip),
});

/** Reckons up what is sold together and keeps it. Nothing is charged by that: its payments name the sale. */
export async function createSale(tx: Transaction, parts: UseCaseParts, context: RequestContext, input: SaleInput): Promise<Sale> {
  const { tenantId, actor } = context.caller;
  const { currency } = input;
  if (!isMoney(currency))
    throw new ApiError('parameter_invalid', {
      param: 'currency',
      message: `Invalid currency: ${currency}. It must be an ISO 4217 code such as eur.`,
    });
  if (input.lines.length === 0) throw new ApiError('parameter_missing', { param: 'lines', message: 'Give at least one line.' });
  if (input.customer !== undefined) await requireCustomer(tx, tenantId, input.customer);
  const lines = await linesOf(tx, tenantId, input, currency);
  const discount = oneOf(input.discount_amount, input.discount_basis_points, 'discount_amount');
  const reckoned = reckonSale({ currency, lines, discount, tip: oneOf(input.tip_amount, input.tip_basis_points, 'tip_amount') });
  if (!reckoned.ok) throw refusalOf(reckoned);
  const { totals } = reckoned;
  if (totals.total < smallestCharge(currency))
    throw new ApiError('amount_too_small', { param: 'lines', message: `The sale must come to at least ${smallestCharge(currency)}.` });
  if (input.amount !== undefined && input.amount !== totals.total)
    throw new ApiError('sale_amount_mismatch', {
      param: 'amount',
      message: `The sale comes to ${totals.total}, not to ${input.amount}: a price or a tax has changed.`,
    });
  const sale: Sale = {
    ...{ tenantId, id: parts.makeId('sale'), currency, amount: totals.total, content: contentOf(lines, totals) },
    ...{ parts: input.parts ?? null, customerId: input.customer ?? null, description: input.description ?? null },
    ...{ channel: context.channel, created: context.now, createdBy: actor.id, canceled: null },
  };
  await insertSale(tx, sale);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'sale.create',
    target: sale.id,
    details: { amount: String(sale.amount), currency, lines: lines.length },
  });
  return sale;
}
