export { cardFieldsRoutes } from './cardFields.routes.ts';
