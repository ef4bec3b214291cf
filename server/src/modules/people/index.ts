export { actorNames } from './actorNames.store.ts';
export { createPeople, type People, type PeopleSettings } from './createPeople.ts';
export { peopleRoutes } from './people.routes.ts';
