import { build, type Plugin, type Rolldown, type UserConfig } from 'vite';

const chunksOf = (outcome: Awaited<ReturnType<typeof build>>): Rolldown.OutputChunk[] => {
  if (!('output' in outcome)) throw new Error('The pages are built once, and not watched.');
  return outcome.output.filter((file) => file.type === 'chunk');
};

interface FirstLoad {
  /** What `begins` needs, and no other entry than the page. */
  readonly early: ReadonlySet<string>;
  /** What the page alone of all entries needs besides. */
  readonly own: ReadonlySet<string>;
  /** What another entry needs as well. */
  readonly shared: ReadonlySet<string>;
}

/**
 * The modules that `page` imports before it shows anything, without what nothing uses of them: as a build finds them that joins nothing, and for which
 * `begins` is an entry as well.
 */
async function firstLoad({ page, begins, usual }: JoinedFirstLoad, mode: string): Promise<FirstLoad> {
  const input = [usual.build?.rolldownOptions?.input ?? [], begins].flat() as string[];
  const chunks = chunksOf(
    await build({
      ...{ ...usual, mode, configFile: false, logLevel: 'warn' },
      build: { ...usual.build, rolldownOptions: { input }, write: false, minify: false },
    }),
  );
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const neededBy = (entry: Rolldown.OutputChunk): Rolldown.OutputChunk[] => {
    const needed = new Set([entry]);
    // A set visits what is added to it on the way.
    for (const { imports } of needed) for (const name of imports) needed.add(byName.get(name) as Rolldown.OutputChunk);
    return [...needed];
  };
  const entries = chunks.filter(({ isEntry }) => isEntry);
  const entryOf = (module: string): Rolldown.OutputChunk => {
    const entry = entries.find(({ facadeModuleId }) => facadeModuleId === module);
    if (entry === undefined) throw new Error(`${module} is no entry of the build.`);
    return entry;
  };
  const [first, early] = [entryOf(page), entryOf(begins)];
  const others = new Set(entries.filter((entry) => entry !== first && entry !== early).flatMap(neededBy));
  const needsEarly = new Set(neededBy(early));
  const modulesOf = (those: readonly Rolldown.OutputChunk[]) => new Set(those.flatMap(({ moduleIds }) => moduleIds));
  const needed = neededBy(first);
  const own = needed.filter((chunk) => !others.has(chunk));
  return {
    early: modulesOf(own.filter((chunk) => needsEarly.has(chunk))),
    own: modulesOf(own.filter((chunk) => !needsEarly.has(chunk))),
    shared: modulesOf(needed.filter((chunk) => others.has(chunk))),
  };
}

interface JoinedFirstLoad {
  readonly page: string;
  /** A module of the page that begins while what it does not need is still on its way. */
  readonly begins: string;
  readonly usual: UserConfig;
}

/**
 * What `page` needs at once comes in four files, in this order: what another entry needs as well, which would begin the whole app if it took it
 * out of ours; what begins while the large ones are on their way, with all that it takes; libraries, which seldom change; what is ours. Left
 * alone, each set of pages that have modules in common gets a file of its own, and the first page waits for a hundred of them. Which modules
 * they are is found by building once before, with `usual`: what is imported says too much, as a library's index imports all of it.
 */
export function joinedFirstLoad(load: JoinedFirstLoad): Plugin {
  return {
    name: 'guichet:joined-first-load',
    apply: 'build',
    async config(_config, { mode }) {
      const { early, own, shared } = await firstLoad(load, mode);
      const groups = [
        { name: 'shared', test: (id: string) => shared.has(id) },
        { name: 'begins', test: (id: string) => early.has(id) },
        { name: 'libraries', test: (id: string) => own.has(id) && id.includes('/node_modules/') },
        { name: 'counter', test: (id: string) => own.has(id) },
      ];
      // Their dependencies are among them already; with them would come what nothing uses here.
      return { build: { rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups } } } } };
    },
  };
}
