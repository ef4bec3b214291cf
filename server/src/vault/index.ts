export type { CardData } from './cardData.ts';
export { type CardKey, openCardJwe, openCardKey } from './cardKey.ts';
export { deleteCodes, purgeExpiredCodes } from './codes.store.ts';
export { type CardInput, enterCard } from './enterCard.ts';
export { keepCodes } from './keepCodes.ts';
export { addKek, openKeyFile } from './keyRing.ts';
export { assertKeysFit, rewrapCards } from './rewrapCards.ts';
export { sealCards } from './sealCards.ts';
export { type CardRef, type SealedCard, storeCards, type VaultAccess } from './vault.store.ts';
