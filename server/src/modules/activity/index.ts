export { type ActivityRouteParts, activityRoutes } from './activity.routes.ts';
export type { ActivityLine, JsonValue } from './activityLine.ts';
export { type Activity, createActivity } from './createActivity.ts';
export type { RecordActivity } from './recordActivity.ts';
