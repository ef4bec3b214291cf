export { sightGuard } from './sightGuard.ts';
