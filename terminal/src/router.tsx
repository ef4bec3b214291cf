import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Skeleton } from './components/Skeleton.tsx';
import { CounterScreen } from './screens/counter/CounterScreen.tsx';
import { NotFoundScreen } from './screens/not-found/NotFoundScreen.tsx';
import { readPaymentSearch } from './screens/payments/paymentSearch.ts';
import { BrokenPage } from './shell/BrokenPage.tsx';
import { Shell } from './shell/Shell.tsx';

type Search = Record<string, unknown>;

/** The named texts of an address; whatever else stands there is left out. */
const texts = <N extends string>(search: Search, ...names: N[]): { readonly [K in N]?: string | undefined } =>
  Object.fromEntries(names.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : []))) as {
    [K in N]?: string;
  };
const cursor = (search: Search) => texts(search, 'after', 'before');

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen });

const counter = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: CounterScreen,
  // A customer's page and a CRM open the counter for one customer.
  validateSearch: (search: Search) => texts(search, 'customer'),
});

const payments = createRoute({
  getParentRoute: () => root,
  path: '/payments',
  validateSearch: readPaymentSearch,
  component: lazyRouteComponent(() => import('./screens/payments/PaymentsScreen.tsx'), 'PaymentsScreen'),
});

const payment = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id',
  component: lazyRouteComponent(() => import('./screens/payments/PaymentScreen.tsx'), 'PaymentScreen'),
});

const records = createRoute({
  getParentRoute: () => root,
  path: '/records',
  validateSearch: (search: Search) => texts(search, 'day', 'method', 'staff', 'after', 'before'),
  component: lazyRouteComponent(() => import('./screens/records/RecordsScreen.tsx'), 'RecordsScreen'),
});

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search: Search) => texts(search, 'query', 'after', 'before'),
  component: lazyRouteComponent(() => import('./screens/customers/CustomersScreen.tsx'), 'CustomersScreen'),
});

const newCustomer = createRoute({
  getParentRoute: () => root,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('./screens/customers/NewCustomerScreen.tsx'), 'NewCustomerScreen'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/customers/CustomerScreen.tsx'), 'CustomerScreen'),
});

const balance = createRoute({
  getParentRoute: () => root,
  path: '/balance',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/balance/BalanceScreen.tsx'), 'BalanceScreen'),
});

const providers = createRoute({
  getParentRoute: () => root,
  path: '/providers',
  component: lazyRouteComponent(() => import('./screens/providers/ProvidersScreen.tsx'), 'ProvidersScreen'),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/outbox',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/outbox/OutboxScreen.tsx'), 'OutboxScreen'),
});

const message = createRoute({
  getParentRoute: () => root,
  path: '/outbox/$id',
  component: lazyRouteComponent(() => import('./screens/outbox/MessageScreen.tsx'), 'MessageScreen'),
});

const backups = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: lazyRouteComponent(() => import('./screens/backups/BackupsScreen.tsx'), 'BackupsScreen'),
});

const developers = createRoute({
  getParentRoute: () => root,
  path: '/developers',
  component: lazyRouteComponent(() => import('./screens/developers/DevelopersScreen.tsx'), 'DevelopersScreen'),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: '/developers/webhooks/$id',
  validateSearch: (search: Search) => texts(search, 'status', 'after', 'before'),
  component: lazyRouteComponent(() => import('./screens/developers/WebhookScreen.tsx'), 'WebhookScreen'),
});

const webhookDelivery = createRoute({
  getParentRoute: () => root,
  path: '/developers/deliveries/$id',
  component: lazyRouteComponent(() => import('./screens/developers/DeliveryScreen.tsx'), 'DeliveryScreen'),
});

const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/disputes/DisputesScreen.tsx'), 'DisputesScreen'),
});

const dispute = createRoute({
  getParentRoute: () => root,
  path: '/disputes/$id',
  component: lazyRouteComponent(() => import('./screens/disputes/DisputeScreen.tsx'), 'DisputeScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[counter, payments, payment, records, customers, newCustomer, customer, balance, outbox, message],
    ...[disputes, dispute],
    providers,
    backups,
    ...[developers, webhook, webhookDelivery],
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Skeleton,
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
