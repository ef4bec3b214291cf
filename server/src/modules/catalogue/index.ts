export { catalogueRoutes } from './catalogue.routes.ts';
export type { Item } from './item.ts';
export { findItems } from './items.store.ts';
export { priceWire } from './price.wire.ts';
export { findPrices } from './prices.store.ts';
export { deletedProductWire, productWire } from './product.wire.ts';
export { findProducts } from './products.store.ts';
export { findTaxRates } from './taxRates.store.ts';
