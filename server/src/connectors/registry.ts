import type { Connector } from './port.ts';
import { sandboxConnector } from './sandbox/sandboxConnector.ts';
import { stripeConnector } from './stripe/stripeConnector.ts';

/** Every connector by its name: adding one is a folder and a line here. */
export const CONNECTORS: Readonly<Record<string, Connector>> = {
  sandbox: sandboxConnector,
  stripe: stripeConnector,
};
