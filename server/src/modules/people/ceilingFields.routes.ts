import type { Ceilings } from '@guichet/contract/rights.ts';
import { fields } from '../../http/fields.ts';

const { amount, nullable, object } = fields;

/** `ceilings[charge]` and the like: minor units of the default currency, and nothing for none. */
export const ceilingFields = () =>
  object({ charge: nullable(amount()).optional(), refund: nullable(amount()).optional(), day: nullable(amount()).optional() });

interface GivenCeilings {
  readonly charge?: bigint | null | undefined;
  readonly refund?: bigint | null | undefined;
  readonly day?: bigint | null | undefined;
}

/** What is not said stays as it is. */
export const changedCeilings = (given: GivenCeilings = {}, before: Ceilings): Ceilings => ({
  charge: given.charge === undefined ? before.charge : given.charge,
  refund: given.refund === undefined ? before.refund : given.refund,
  day: given.day === undefined ? before.day : given.day,
});
