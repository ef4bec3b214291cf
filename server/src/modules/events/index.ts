export { eventWire } from './event.wire.ts';
export { eventRoutes } from './events.routes.ts';
