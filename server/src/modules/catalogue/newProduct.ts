import type { RequestContext } from '../../platform/context.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import type { Product } from './product.ts';

/** A product of which nothing is known but its name. */
export const blankProduct = (parts: UseCaseParts, { caller, now }: RequestContext, name: string): Product => ({
  tenantId: caller.tenantId,
  id: parts.makeId('prod'),
  version: 1,
  active: true,
  name,
  description: null,
  images: [],
  shippable: null,
  statementDescriptor: null,
  unitLabel: null,
  url: null,
  defaultPriceId: null,
  taxRateId: null,
  metadata: {},
  deleted: false,
  created: now,
  updated: now,
});
