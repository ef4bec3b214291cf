export { type CardData, type CardDescription, describeCard } from './cardData.ts';
export { type CardKey, openCardJwe, openCardKey, type PublicCardJwk } from './cardKey.ts';
export { DELETE_CODES_PARAMETERS, deleteCodes, deleteCodesCte, deleteCodesValues, purgeExpiredCodes } from './codes.store.ts';
export { type CardInput, type EnterCardOptions, enterCard } from './enterCard.ts';
export type { EnteredCard } from './enteredCard.ts';
export { keepCodes } from './keepCodes.ts';
export { addKek, type KeyRing, openKeyFile, type WrappedKey } from './keyRing.ts';
export { assertKeysFit, type Rewrapped, rewrapCards } from './rewrapCards.ts';
export { type CardToSeal, sealCards } from './sealCards.ts';
export {
  type CardAddress,
  type CardRef,
  type CardSlot,
  type SealedCard,
  storeCards,
  VAULT_CARD_PARAMETERS,
  type VaultAccess,
  vaultCardsCte,
  vaultCardValues,
} from './vault.store.ts';
