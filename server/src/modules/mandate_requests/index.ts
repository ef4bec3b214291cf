export { mandateLinks } from './mandateLinks.ts';
export { mandateRequestRoutes } from './mandateRequests.routes.ts';
