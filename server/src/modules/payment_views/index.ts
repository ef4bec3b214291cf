export { paymentViewRoutes } from './paymentViews.routes.ts';
export { receiptFacts } from './receiptFacts.ts';
