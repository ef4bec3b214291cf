import { fileURLToPath } from 'node:url';

/** Where Node keeps what it has compiled: a server that is started ten times needs not be compiled ten times. */
export const COMPILE_CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/guichet-compiled', import.meta.url));
