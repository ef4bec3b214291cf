export { confirmationTokenRoutes } from './confirmationTokens.routes.ts';
export { spendConfirmationToken } from './spendConfirmationToken.ts';
