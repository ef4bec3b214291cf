export { CardTesting, type MeetCard } from './cardTesting.ts';
export { noteSlowDown } from './noteSlowDown.ts';
