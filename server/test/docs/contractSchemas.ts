import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import type { JsonSchema } from '../../src/http/describe.ts';

const CONTRACT = join(import.meta.dirname, '../../../contract/src');
const { TypeFlags, SymbolFlags } = ts;

/** Resources stand in `wire/`, what only the terminal needs in `terminal.ts` and `*Views.ts`, and the shape of refusals in `errors.ts`. */
const sourceFiles = (): string[] =>
  globSync(['wire/*.ts', 'terminal.ts', '*Views.ts', 'errors.ts'], { cwd: CONTRACT })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(CONTRACT, file));

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: [],
};

const snakeCase = (name: string): string =>
  name
    .replace(/^Wire/, '')
    .replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase();

const isBare = (schema: JsonSchema): boolean => Object.keys(schema).join() === 'type' && typeof schema.type === 'string';

/** One of several, written as shortly as it can be, and in an order that doesn't depend on what the compiler saw first. */
function anyOf(parts: readonly JsonSchema[]): JsonSchema {
  const isNull = (part: JsonSchema): boolean => part.type === 'null';
  const sorted = parts.toSorted((a, b) => Number(isNull(a)) - Number(isNull(b)) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const [first] = sorted;
  if (first === undefined || sorted.length === 1) return first ?? {};
  if (sorted.every(isBare)) return { type: sorted.map(({ type }) => type as string) };
  if (sorted.length === 2 && sorted.some(isNull) && first.enum !== undefined)
    return { type: ['string', 'null'], enum: [...first.enum, null] };
  return { anyOf: sorted };
}

/** The fields in which a number may have a fraction. */
const DECIMALS: ReadonlySet<string> = new Set(['exchange_rate', 'percentage']);

function withDecimals(name: string, schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (!DECIMALS.has(name) || type === undefined) return schema;
  const types = [type].flat().map((each) => (each === 'integer' ? 'number' : each));
  return { ...schema, type: types.length === 1 ? (types[0] ?? 'number') : types };
}

/** Reads the types of the contract as the compiler understands them. */
class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #names = new Map<ts.Symbol, string>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** A resource is called by what its `object` says, anything else by the name of its type. */
  name(symbol: ts.Symbol, isResource: boolean): string {
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    const kind = type.getProperty('object');
    const literal = kind && this.#checker.getTypeOfSymbol(kind);
    const name = isResource && literal?.isStringLiteral() ? literal.value : snakeCase(symbol.name);
    this.#names.set(symbol, name);
    return name;
  }

  /** What a declared type holds, in full. */
  declared(symbol: ts.Symbol): JsonSchema {
    const description = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)).replaceAll(/\s+/g, ' ');
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    const schema = type.isUnion() ? this.#union(type) : this.#object(type);
    return description === '' ? schema : { description, ...schema };
  }

  #schema(type: ts.Type): JsonSchema {
    const symbol = type.aliasSymbol ?? type.symbol;
    const name = symbol && (type.aliasTypeArguments ?? []).length === 0 ? this.#names.get(symbol) : undefined;
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & TypeFlags.BooleanLiteral) return { const: this.#checker.typeToString(type) === 'true' };
    if (type.flags & (TypeFlags.String | TypeFlags.TemplateLiteral)) return { type: 'string' };
    // Numbers of the contract are whole ones: amounts, times, counts.
    if (type.flags & TypeFlags.Number) return { type: 'integer' };
    if (type.flags & TypeFlags.Boolean) return { type: 'boolean' };
    if (type.flags & TypeFlags.Null) return { type: 'null' };
    if (type.isUnion()) return this.#union(type);
    const element = this.#checker.isArrayLikeType(type) ? this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined;
    if (element !== undefined) return { type: 'array', items: this.#schema(element) };
    if (type.flags & TypeFlags.Object || type.isIntersection()) return this.#object(type);
    throw new Error(`The contract has a type that JSON has no word for: ${this.#checker.typeToString(type)}`);
  }

  #union(type: ts.UnionType): JsonSchema {
    const parts = type.types.filter((part) => !(part.flags & TypeFlags.Undefined));
    const values = parts.filter((part) => part.isStringLiteral()).map((part) => part.value);
    const rest = parts.filter((part) => !part.isStringLiteral());
    const isBoolean = rest.filter((part) => part.flags & TypeFlags.BooleanLiteral).length === 2;
    const others = rest.filter((part) => !isBoolean || !(part.flags & TypeFlags.BooleanLiteral)).map((part) => this.#schema(part));
    return anyOf([
      ...(values.length > 0 ? [{ type: 'string', enum: values.sort() }] : []),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...others,
    ]);
  }

  #object(type: ts.Type): JsonSchema {
    const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (index !== undefined) return { type: 'object', additionalProperties: index.flags & TypeFlags.Never ? false : this.#schema(index) };
    const members = this.#checker.getPropertiesOfType(type);
    const properties = members.map((member): [string, JsonSchema] => {
      const description = ts.displayPartsToString(member.getDocumentationComment(this.#checker)).replaceAll(/\s+/g, ' ');
      const schema = withDecimals(member.name, this.#schema(this.#checker.getTypeOfSymbol(member)));
      return [member.name, description === '' ? schema : { ...schema, description }];
    });
    const required = members.filter((member) => !(member.flags & SymbolFlags.Optional)).map((member) => member.name);
    return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false };
  }
}

/** Whether a name stands for an object with fields of its own; texts with a few values are written out where they are used. */
function isDescribed(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (!(symbol.flags & (SymbolFlags.Interface | SymbolFlags.TypeAlias))) return false;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const isGeneric = (type as ts.InterfaceType).typeParameters !== undefined || type.aliasTypeArguments !== undefined;
  const isObject = (part: ts.Type): boolean => (part.flags & TypeFlags.Object) !== 0 && part.getProperties().length > 0;
  return !isGeneric && (type.isUnion() ? type.types.every(isObject) : isObject(type) || type.isIntersection());
}

/** The types of the contract as JSON Schema, each under its name. */
export function contractSchemas(): Record<string, JsonSchema> {
  const files = sourceFiles();
  const program = ts.createProgram(files, OPTIONS);
  const checker = program.getTypeChecker();
  const reader = new Reader(checker);
  const found = files.flatMap((file) => {
    const module = program.getSourceFile(file);
    const symbol = module && checker.getSymbolAtLocation(module);
    if (symbol === undefined) throw new Error(`The compiler cannot read ${basename(file)}.`);
    const exported = checker.getExportsOfModule(symbol).filter((each) => isDescribed(each, checker));
    const wanted = basename(file) === 'errors.ts' ? exported.filter(({ name }) => name === 'ErrorBody') : exported;
    return wanted.map((each) => ({ symbol: each, name: reader.name(each, file.includes('/wire/')) }));
  });
  const twice = found.find(({ name }, at) => found.findIndex((each) => each.name === name) !== at);
  if (twice !== undefined) throw new Error(`Two types of the contract are called ${twice.name}.`);
  return Object.fromEntries(found.map(({ symbol, name }): [string, JsonSchema] => [name, reader.declared(symbol)]).sort());
}
