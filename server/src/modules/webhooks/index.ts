export { releaseDeliveries } from './deliveries.store.ts';
export { Dispatcher } from './dispatcher.ts';
export { secretOpens } from './endpointSecrets.ts';
export { webhookDeliveryRoutes } from './webhookDeliveries.routes.ts';
export { webhookEndpointRoutes } from './webhookEndpoints.routes.ts';
export { webhookTasks } from './webhookTasks.ts';
