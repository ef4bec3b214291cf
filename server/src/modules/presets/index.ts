export { presetRoutes } from './presets.routes.ts';
