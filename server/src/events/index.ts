export { type ChangeOrigin, Changes, previousAttributes } from './changes.ts';
export { type EventFilter, listEvents, readEvent, type StoredEvent } from './events.store.ts';
export type { ObjectVersion, WireObject } from './objectVersions.store.ts';
export { purgeEvents } from './purgeEvents.ts';
