export { admitToSale } from './admitToSale.ts';
export { saleRoutes } from './sales.routes.ts';
export { soldTogether } from './soldTogether.ts';
