import { ApiError } from '@guichet/contract/errors.ts';
import type { Permission } from '@guichet/contract/permissions.ts';
import { type DecodedObject, paramName } from './decoded.ts';
import { fields } from './fields.ts';
import { parse } from './parse.ts';

const MAX_PATHS = 20;
const MAX_LEVELS = 4;
const LIST_PART = 'data';
const COUNT_PART = 'total_count';

/**
 * What an expandable field stands for: an object of a type, or a list of them that the object only carries when asked. Of a search, the
 * number of matches is such a field as well.
 */
export type Expandable = string | { readonly listOf: string; readonly isSearch?: true };

/** Per object type, its fields that can be expanded: `{ charge: { customer: 'customer', refunds: { listOf: 'refund' } } }`. */
export type ExpandableFields = Readonly<Record<string, Readonly<Record<string, Expandable>>>>;

/** Per object type, what a caller needs to read it. A type that is not named needs nothing. */
export type ExpandablePermissions = Readonly<Record<string, Permission>>;

/** What may be expanded, and by whom. */
export interface ExpandRules {
  readonly known: ExpandableFields;
  readonly needs: ExpandablePermissions;
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * Loads wire objects of one type by their ids, all at once; ids that are missing in the answer stay as they are. A list that belongs to
 * an object is asked for by the type `charge.refunds` and the ids of the charges.
 */
export type ResolveObjects = (type: string, ids: readonly string[]) => Promise<ReadonlyMap<string, unknown>>;

/** Paths as a tree: `a.b` and `a.c` share the node `a`. */
type PathTree = Map<string, PathTree>;
type Node = Record<string, unknown>;

const cannotExpand = (path: string): ApiError => {
  const shown = paramName([path]);
  return new ApiError('parameter_invalid', { param: 'expand', message: `This property cannot be expanded (${shown}).` });
};

const schema = fields.listOf(fields.text({ max: 200 }), { max: MAX_PATHS });

/** Takes `expand` out of decoded parameters, so that no schema has to name it. */
export function takeExpand(decoded: DecodedObject): string[] {
  if (decoded.expand === undefined) return [];
  const { expand } = parse(fields.object({ expand: schema }), { expand: decoded.expand });
  delete decoded.expand;
  return [...new Set(expand)];
}

function targetOf(known: ExpandableFields, type: Expandable, part: string): Expandable | undefined {
  if (typeof type !== 'string') {
    if (part === COUNT_PART && type.isSearch === true) return COUNT_PART;
    return part === LIST_PART ? type.listOf : undefined;
  }
  const ofType = Object.hasOwn(known, type) ? known[type] : undefined;
  return ofType !== undefined && Object.hasOwn(ofType, part) ? ofType[part] : undefined;
}

function assertReadable(type: Expandable, path: string, { needs, permissions }: ExpandRules): void {
  const name = typeof type === 'string' ? type : type.listOf;
  const needed = Object.hasOwn(needs, name) ? needs[name] : undefined;
  if (needed === undefined || permissions.has(needed)) return;
  const message = `To expand "${paramName([path])}" needs the permission "${needed}", which this key or person does not have.`;
  throw new ApiError('forbidden', { param: 'expand', message });
}

/**
 * Refuses paths that can't be expanded in an answer of this type, or lead to what the caller may not read, before anything is done. Levels
 * below a list's `data` count from there.
 */
export function checkExpand(rules: ExpandRules, answers: Expandable | undefined, paths: readonly string[]): void {
  for (const path of paths) {
    const parts = path.split('.');
    const levels = parts.filter((part) => part !== LIST_PART).length;
    if (levels === 0 || levels > MAX_LEVELS) throw cannotExpand(path);
    let type = answers;
    for (const part of parts) {
      const isBelowList = typeof type !== 'string';
      type = type === undefined ? undefined : targetOf(rules.known, type, part);
      if (type === undefined) throw cannotExpand(path);
      // What a list holds was asked for by naming the list, or the address.
      if (!isBelowList) assertReadable(type, path, rules);
    }
  }
}

function treeOf(paths: readonly string[]): PathTree {
  const root: PathTree = new Map();
  for (const path of paths) {
    let node = root;
    for (const part of path.split('.')) {
      const next: PathTree = node.get(part) ?? new Map();
      node.set(part, next);
      node = next;
    }
  }
  return root;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodesIn = (values: readonly unknown[]): Node[] => values.flat().filter(isNode);
const isText = (value: unknown): value is string => typeof value === 'string';

interface Walk {
  readonly known: ExpandableFields;
  readonly resolve: ResolveObjects;
}

/** Puts objects where their ids stand, in one field of many objects at once. */
async function fillIds(nodes: readonly Node[], field: string, type: string, { resolve }: Walk): Promise<void> {
  const ids = [...new Set(nodes.flatMap((node) => node[field]).filter(isText))];
  if (ids.length === 0) return;
  const found = await resolve(type, ids);
  // Each place gets a copy of its own, because paths below may differ from place to place.
  const filled = (value: unknown): unknown => (isText(value) && found.has(value) ? structuredClone(found.get(value)) : value);
  for (const node of nodes) {
    const value = node[field];
    if (value !== undefined) node[field] = Array.isArray(value) ? value.map(filled) : filled(value);
  }
}

async function fillLists(nodes: readonly Node[], type: string, field: string, { resolve }: Walk): Promise<void> {
  const bare = nodes.filter((node) => isText(node.id) && !isNode(node[field]));
  if (bare.length === 0) return;
  const found = await resolve(`${type}.${field}`, bare.map((node) => node.id).filter(isText));
  for (const node of bare) {
    if (isText(node.id) && found.has(node.id)) node[field] = structuredClone(found.get(node.id));
  }
}

async function walk(nodes: readonly Node[], type: Expandable, tree: PathTree, how: Walk): Promise<void> {
  for (const [part, below] of tree) {
    const target = targetOf(how.known, type, part);
    if (target === undefined || nodes.length === 0) continue;
    if (typeof type === 'string') {
      if (typeof target === 'string') await fillIds(nodes, part, target, how);
      else await fillLists(nodes, type, part, how);
    }
    await walk(nodesIn(nodes.map((node) => node[part])), target, below, how);
  }
}

export interface ExpandOptions extends Walk {
  /** The type of `body`. */
  readonly answers: Expandable;
}

/**
 * A copy of `body` in which ids give way to the objects that they name, along paths like `latest_charge.balance_transaction` or
 * `data.customer`. The paths have passed `checkExpand`. What is an object already is kept and descended into.
 */
export async function expandPaths(body: unknown, paths: readonly string[], { answers, ...how }: ExpandOptions): Promise<unknown> {
  if (paths.length === 0) return body;
  const copy = structuredClone(body);
  await walk(nodesIn([copy]), answers, treeOf(paths), how);
  return copy;
}
