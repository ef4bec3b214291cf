export { answersLike } from './ownField.rules.ts';
export { ownFieldRoutes } from './ownFields.routes.ts';
export { readOwnFields } from './ownFields.store.ts';
export { requireAnswers } from './requireAnswers.ts';
