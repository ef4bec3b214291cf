export { attachLocked, detachCards } from './attachPaymentMethod.ts';
export { cardSource, requireVaultCard, vaultRefs } from './cardSource.ts';
export { cardRoutes } from './cards.routes.ts';
export { findCardToken, purgeCardTokens } from './cardTokens.store.ts';
export { type EnteredMethod, enterMethod, enterTestCard, storeMethod } from './enterMethod.ts';
export type { MethodParts, PaymentMethodInput } from './methodInput.ts';
export { noteProgramConsent } from './noteProgramConsent.ts';
export type { CardMethod, DebitMethod, PaymentMethod, SepaAccount, UsAccount } from './paymentMethod.ts';
export { paymentMethodWire } from './paymentMethod.wire.ts';
export { cardNetwork, paymentMethodFields } from './paymentMethodFields.routes.ts';
export { paymentMethodRoutes } from './paymentMethods.routes.ts';
export { findPaymentMethods, listPaymentMethods, updatePaymentMethodRow } from './paymentMethods.store.ts';
export {
  assertKept,
  requireKeptMethod,
  requireLockedCard,
  requireLockedDebitMethod,
  requireLockedPaymentMethod,
  requireOnFile,
  requirePaymentMethod,
} from './requirePaymentMethod.ts';
export { tokenRoutes } from './tokens.routes.ts';
