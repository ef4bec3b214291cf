export { actorNames } from './actorNames.store.ts';
export { callerAs, membersWith, personBehind } from './callerAs.ts';
export { createPeople, derivedKey, linksOfInvitations, type People, type PeopleSettings } from './createPeople.ts';
export { findActors } from './findActors.store.ts';
export { peopleRoutes } from './people.routes.ts';
export { resetOwner } from './resetOwner.ts';
