// Who may import whom. Each rule says why; the patterns are the architecture (see ARCHITECTURE.md).

const TESTS = '\\.test\\.tsx?$';
const OURS = '^(contract|server|terminal|bank)/';

/** The folder, or the single file, that makes up a layer of the server. */
const layerPath = (name) => `^server/src/${name}(/|\\.ts$)`;

/** A layer sees the contract, itself and what is named; nothing else of ours. Its tests also see the test harness. */
const layer = (name, { sees, because }) => ({
  name: `layer-${name}`,
  comment: because,
  severity: 'error',
  from: { path: layerPath(name) },
  to: { path: OURS, pathNot: ['^contract/', '^server/test/harness/', layerPath(name), ...sees.map(layerPath)] },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('every-import-resolves', 'An import that leads nowhere escapes every other rule.', {}, { couldNotResolve: true }),
    forbid('no-cycles', 'Two files that need each other are one file, or lack a third.', {}, { circular: true }),
    forbid(
      'no-dead-files',
      'A file that nothing imports and that imports nothing does nothing.',
      { orphan: true, pathNot: [TESTS, '\\.d\\.ts$', '^terminal/[^/]+\\.ts$'] },
      {},
    ),
    forbid(
      'what-runs-needs-no-test',
      'Test code has rights that the product must not have.',
      { pathNot: [TESTS, '^(server/test|test)/', '^vitest\\.config\\.ts$'] },
      { path: ['^(server/test|test)/', TESTS] },
    ),

    forbid(
      'contract-stands-alone',
      'The contract runs in Node and in browsers.',
      { path: '^contract/', pathNot: [TESTS] },
      { pathNot: ['^contract/'] },
    ),
    forbid(
      'browsers-see-only-the-contract',
      'What a browser loads must hold nothing of the server.',
      { path: '^terminal/' },
      { path: '^(server|bank)/' },
    ),
    forbid(
      'the-bank-is-a-stranger',
      'The sandbox bank stands for the outside world: it is reached over the wire and shares no code with the engine.',
      { path: '^bank/' },
      { path: '^(contract|server|terminal)/' },
    ),
    forbid('nobody-imports-the-bank', 'As above, the other way round.', { pathNot: '^bank/' }, { path: '^bank/' }),

    layer('platform', { sees: [], because: 'Infrastructure knows nothing of payments.' }),
    layer('search', { sees: ['platform'], because: 'The query language knows fields and columns by what it is told.' }),
    layer('http', { sees: ['platform'], because: 'Every module uses the HTTP kit; it uses none of them.' }),
    layer('docs', { sees: ['platform', 'http'], because: 'The description is made from routes, whatever they do.' }),
    layer('events', { sees: ['platform'], because: 'The outbox stores events and does not interpret them.' }),
    layer('jobs', { sees: ['platform'], because: 'The queue runs jobs and does not interpret them.' }),
    layer('ledger', { sees: ['platform'], because: 'Double entry knows accounts and postings, not refunds.' }),
    layer('vault', { sees: ['platform'], because: 'Nothing else may enter the boundary around card data.' }),
    layer('fiscal', { sees: ['platform'], because: 'The till record can be attested alone.' }),
    layer('backups', { sees: ['platform'], because: 'A backup holds files, whatever is in them.' }),
    layer('connectors', { sees: ['platform', 'vault'], because: 'A connector translates; it never stores or decides.' }),
    layer('integrations', { sees: ['platform'], because: 'An integration carries facts out; it never decides.' }),
    layer('modules', {
      sees: ['platform', 'http', 'search', 'events', 'jobs', 'ledger', 'vault', 'fiscal', 'backups', 'connectors', 'integrations'],
      because: 'Modules hold the business; only wiring knows them all.',
    }),

    forbid(
      'modules-meet-at-their-index',
      'What a module shows to others stands in its index.',
      { path: '^server/src/modules/([^/]+)/' },
      { path: '^server/src/modules/[^/]+/', pathNot: ['^server/src/modules/$1/', '^server/src/modules/[^/]+/index\\.ts$'] },
    ),
    forbid(
      'plug-ins-are-strangers',
      'Deleting the folder of a connector or an integration breaks only its line in the registry.',
      { path: '^server/src/(connectors|integrations)/([^/]+)/' },
      { path: '^server/src/(connectors|integrations)/[^/]+/', pathNot: '^server/src/$1/$2/' },
    ),
    forbid(
      'modules-know-ports-not-plug-ins',
      'A module that knew a connector would have to change with it.',
      { path: '^server/src/modules/' },
      { path: ['^server/src/(connectors|integrations)/[^/]+/', '^server/src/(connectors|integrations)/registry\\.ts$'] },
    ),
    forbid(
      'only-connectors-reveal-cards',
      'The one exit for card numbers leads to those who send them to a bank.',
      { pathNot: ['^server/src/(connectors|vault)/', TESTS] },
      { path: '^server/src/vault/reveal\\.ts$' },
    ),
    forbid(
      'sql-lives-in-stores',
      'Whoever changes a table finds every statement on it by file name.',
      { path: '^server/src/', pathNot: ['\\.store\\.ts$', '^server/src/platform/', TESTS] },
      { path: '^server/src/platform/sql\\.ts$' },
    ),
    forbid(
      'the-core-is-pure',
      'Rules, postings and wire mappings take values and return values.',
      { path: '\\.(rules|postings|wire)\\.ts$' },
      { path: ['^server/src/(platform|http|events|jobs|vault)/', '\\.(store|routes|jobs)\\.ts$'] },
    ),
    forbid(
      'only-routes-speak-http',
      'A use case serves a route, a job and a webhook alike.',
      { path: '^server/src/modules/', pathNot: ['\\.routes\\.ts$', TESTS] },
      { path: '^server/src/http/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '(^|/)data/'] },
    // Type-only imports count as well.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      // Without these two an import from another workspace stays unresolved and escapes every rule.
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
