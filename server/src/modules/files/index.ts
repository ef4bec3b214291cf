export { createFile } from './createFile.ts';
export type { StoredFile } from './file.ts';
export { fileRoutes } from './files.routes.ts';
export { eraseFiles, holdFiles, readWholeFile } from './files.store.ts';
