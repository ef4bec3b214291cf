export { destroyUnneededCards } from './destroyUnneededCards.ts';
