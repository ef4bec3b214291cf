export { Changes, type ChangeOrigin, previousAttributes } from './changes.ts';
export { type EventFilter, listEvents, readEvent, type StoredEvent } from './events.store.ts';
export { type ObjectVersion, readObjectVersion, type WireObject } from './objectVersions.store.ts';
