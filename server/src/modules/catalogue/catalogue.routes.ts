import type { AnyRoute } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { itemRoutes } from './items.routes.ts';
import { priceRoutes } from './prices.routes.ts';
import { productRoutes } from './products.routes.ts';
import { taxRateRoutes } from './taxRates.routes.ts';

/** `/v1/products`, `/v1/prices`, `/v1/tax_rates`, and the counter's own view of them. */
export const catalogueRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  ...productRoutes(database, parts),
  ...priceRoutes(database, parts),
  ...taxRateRoutes(database, parts),
  ...itemRoutes(database, parts),
];
