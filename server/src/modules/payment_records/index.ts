export { recordTasks } from './compareWithTill.ts';
export { paymentRecordRoutes } from './paymentRecords.routes.ts';
export { dayTotals } from './paymentRecords.store.ts';
export { recordOperations } from './recordOperations.ts';
export { recordViewRoutes } from './recordViews.routes.ts';
export { tillRoutes } from './till.routes.ts';
