import type { FastifyInstance } from 'fastify';

interface Address {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

const known = new WeakMap<object, Map<string, Address>>();

const addressesOf = (app: FastifyInstance): Map<string, Address> => {
  const addresses = known.get(app.server) ?? new Map<string, Address>();
  known.set(app.server, addresses);
  return addresses;
};

/** Remembers that an address takes a method, so that another method there is told apart from an address that isn't one. */
export function learnAddress(app: FastifyInstance, method: string, path: string): void {
  const addresses = addressesOf(app);
  const source = path.replace(/:[^/]+/g, '[^/]+');
  const address = addresses.get(path) ?? { pattern: new RegExp(`^${source}$`), methods: new Set<string>() };
  address.methods.add(method);
  addresses.set(path, address);
}

/** The methods that an address takes; none when it isn't known. */
export function methodsAt(app: FastifyInstance, path: string): string[] {
  const found = [...addressesOf(app).values()].filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
}
