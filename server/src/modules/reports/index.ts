export { drawerRoutes } from './drawers.routes.ts';
export { exportRoutes } from './exports.routes.ts';
export { foldAll } from './foldAll.ts';
export { FOLDING } from './foldReports.store.ts';
export { bucketText, grainRows, movementsText, triesText } from './movements.store.ts';
export { reportRoutes } from './reports.routes.ts';
export { GRAINS } from './spans.rules.ts';
