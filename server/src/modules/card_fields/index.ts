export { cardFieldsRoutes } from './cardFields.routes.ts';
export { pageOrigin } from './origin.rules.ts';
