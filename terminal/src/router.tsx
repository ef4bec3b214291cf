import { createRootRoute, createRoute, createRouter, defaultParseSearch, lazyRouteComponent } from '@tanstack/react-router';
import { Skeleton } from './components/Skeleton.tsx';
import { readActivitySearch } from './screens/activity/activitySearch.ts';
import { CounterScreen } from './screens/counter/CounterScreen.tsx';
import { withPhoneAsText } from './screens/counter/phoneInAddress.ts';
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
  // A customer's page and a CRM open the counter for one customer, a telephone system for whoever calls.
  validateSearch: (search: Search) => texts(search, 'customer', 'phone', 'sale'),
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

const counterSettings = createRoute({
  getParentRoute: () => root,
  path: '/counter-settings',
  component: lazyRouteComponent(() => import('./screens/counter-settings/CounterSettingsScreen.tsx'), 'CounterSettingsScreen'),
});

const records = createRoute({
  getParentRoute: () => root,
  path: '/records',
  validateSearch: (search: Search) => texts(search, 'query', 'day', 'method', 'staff', 'after', 'before'),
  component: lazyRouteComponent(() => import('./screens/records/RecordsScreen.tsx'), 'RecordsScreen'),
});

const items = createRoute({
  getParentRoute: () => root,
  path: '/items',
  validateSearch: (search: Search) => texts(search, 'query', 'after', 'before'),
  component: lazyRouteComponent(() => import('./screens/items/ItemsScreen.tsx'), 'ItemsScreen'),
});

const sales = createRoute({
  getParentRoute: () => root,
  path: '/sales',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/sales/SalesScreen.tsx'), 'SalesScreen'),
});

const sale = createRoute({
  getParentRoute: () => root,
  path: '/sales/$id',
  component: lazyRouteComponent(() => import('./screens/sales/SaleScreen.tsx'), 'SaleScreen'),
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
  validateSearch: (search: Search) => texts(search, 'after', 'before', 'records_after', 'records_before'),
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

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('./screens/help/HelpScreen.tsx'), 'HelpScreen'),
});

const guide = createRoute({
  getParentRoute: () => root,
  path: '/help/$guide',
  component: lazyRouteComponent(() => import('./screens/help/HelpScreen.tsx'), 'GuideScreen'),
});

const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  component: lazyRouteComponent(() => import('./screens/work/WorkScreen.tsx'), 'WorkScreen'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: cursor,
  component: lazyRouteComponent(() => import('./screens/approvals/ApprovalsScreen.tsx'), 'ApprovalsScreen'),
});

const business = createRoute({
  getParentRoute: () => root,
  path: '/business',
  component: lazyRouteComponent(() => import('./screens/business/BusinessScreen.tsx'), 'BusinessScreen'),
});

const receiptTemplate = createRoute({
  getParentRoute: () => root,
  path: '/business/receipts',
  component: lazyRouteComponent(() => import('./screens/receipts/ReceiptTemplateScreen.tsx'), 'ReceiptTemplateScreen'),
});

const paymentSlip = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id/print',
  component: lazyRouteComponent(() => import('./screens/receipts/SlipScreen.tsx'), 'PaymentSlipScreen'),
});

const sentSlip = createRoute({
  getParentRoute: () => root,
  path: '/outbox/$id/print',
  component: lazyRouteComponent(() => import('./screens/receipts/SlipScreen.tsx'), 'SentSlipScreen'),
});

const backups = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: lazyRouteComponent(() => import('./screens/backups/BackupsScreen.tsx'), 'BackupsScreen'),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: readActivitySearch,
  component: lazyRouteComponent(() => import('./screens/activity/ActivityScreen.tsx'), 'ActivityScreen'),
});

const team = createRoute({
  getParentRoute: () => root,
  path: '/team',
  component: lazyRouteComponent(() => import('./screens/team/TeamScreen.tsx'), 'TeamScreen'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/AccountScreen.tsx'), 'AccountScreen'),
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

const home = createRoute({
  getParentRoute: () => root,
  path: '/home',
  component: lazyRouteComponent(() => import('./screens/home/HomeScreen.tsx'), 'HomeScreen'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: (search: Search) => texts(search, 'report', 'period', 'from', 'to', 'by', 'field', 'of', 'day'),
  component: lazyRouteComponent(() => import('./screens/reports/ReportsScreen.tsx'), 'ReportsScreen'),
});

const liveMode = createRoute({
  getParentRoute: () => root,
  path: '/live-mode',
  component: lazyRouteComponent(() => import('./screens/live-mode/LiveModeScreen.tsx'), 'LiveModeScreen'),
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

const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      ...[counter, payments, payment, records, customers, newCustomer, customer, balance, outbox, message],
      ...[disputes, dispute],
      approvals,
      ...[home, reports],
      ...[items, counterSettings, sales, sale],
      ...[providers, liveMode],
      ...[help, guide, work, business, receiptTemplate, paymentSlip, sentSlip],
      team,
      backups,
      ...[activity, account],
      ...[developers, webhook, webhookDelivery],
    ]),
    parseSearch: (address) => defaultParseSearch(withPhoneAsText(address)),
    defaultPreload: 'intent',
    defaultPendingComponent: Skeleton,
    defaultErrorComponent: BrokenPage,
  });

let made: ReturnType<typeof makeRouter> | undefined;

/** Made when it is first wanted, and not as the program begins, when the browser has enough to do. */
export function theRouter(): ReturnType<typeof makeRouter> {
  made ??= makeRouter();
  return made;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
