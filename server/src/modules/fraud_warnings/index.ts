export { fraudWarningWire } from './fraudWarning.wire.ts';
export { fraudWarningRoutes } from './fraudWarnings.routes.ts';
export { listFraudWarnings } from './fraudWarnings.store.ts';
export { fraudWarningHandler } from './takeFraudWarning.ts';
