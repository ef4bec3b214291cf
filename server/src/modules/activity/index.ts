export { activityRoutes } from './activity.routes.ts';
export type { JsonValue } from './activityLine.ts';
export { type Activity, createActivity } from './createActivity.ts';
export type { RecordActivity } from './recordActivity.ts';
