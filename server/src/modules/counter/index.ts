export { counterRoutes } from './counter.routes.ts';
export { recordingHosts } from './counterTerms.store.ts';
