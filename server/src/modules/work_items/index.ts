export { workItemRoutes } from './workItems.routes.ts';
