export { recordTasks } from './compareWithTill.ts';
export { paymentRecordRoutes } from './paymentRecords.routes.ts';
export { recordViewRoutes } from './recordViews.routes.ts';
export { tillRoutes } from './till.routes.ts';
