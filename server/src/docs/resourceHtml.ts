import { describe, type JsonSchema } from '../http/describe.ts';
import type { AnyRoute } from '../http/route.ts';
import { answeredType } from './answerSchemas.ts';
import { blocksHtml, codeHtml, phraseHtml, sectionAnchor } from './blocksHtml.ts';
import { curlOf, sampleCall } from './curl.ts';
import { escapeHtml } from './markdown.ts';
import { callOf, type OpenApiSources, pathTemplate, sentence, takes } from './openApi.ts';
import { anchorOf, fieldsHtml, jsonHtml } from './schemaHtml.ts';
import type { PageName, Section } from './words.ts';

export interface Examples {
  /** A real answer for each type that was seen. */
  readonly [type: string]: { readonly id?: string };
}

export interface ResourceSources extends OpenApiSources {
  readonly components: Readonly<Record<string, JsonSchema>>;
  readonly examples: Examples;
}

export const anchorOfCall = (route: AnyRoute): string => anchorOf(callOf(route));

/** The routes that a section speaks of, in the order in which its tables name them. */
export function routesIn(sources: OpenApiSources, on: PageName, { title }: Section): AnyRoute[] {
  const byCall = new Map(sources.routes.map((route) => [callOf(route), route]));
  return [...sources.calls].flatMap(([call, { section, page }]) => (section === title && page === on ? (byCall.get(call) ?? []) : []));
}

/** Ids as the examples have them, so that a reader recognises them. */
function idsFrom(examples: Examples) {
  const ids = Object.values(examples).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const idFor = (prefix: string): string => ids.find((id) => id.startsWith(`${prefix}_`)) ?? `${prefix}_…`;
  const idIn = (part: string): string => examples[part.replace(/s$/, '')]?.id ?? '{id}';
  return { idFor, idIn };
}

const ACCESS = {
  public: 'Anybody may call this.',
  session: 'For people who are signed in at the terminal.',
  any: 'For every key and person.',
} as const;

const whoHtml = ({ permission }: AnyRoute): string =>
  permission === 'public' || permission === 'session' || permission === 'any' ? ACCESS[permission] : `Needs <code>${permission}</code>.`;

function answerHtml({ answers, path }: AnyRoute): string {
  if (answers === undefined) return '';
  if (typeof answers === 'object' && 'deleted' in answers) return `Answers <code>{id, object: "${answers.deleted}", deleted: true}</code>.`;
  if (typeof answers === 'object' && 'file' in answers) return `Answers a file: <code>${answers.file}</code>.`;
  const type = answeredType(answers) ?? '';
  const link = `<a href="#object-${anchorOf(type)}">${escapeHtml(type.replaceAll('_', ' '))}</a>`;
  if (typeof answers === 'string') return `Answers ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${link}.`;
  return path.endsWith('/search') ? `Answers a <code>search_result</code> of ${link}.` : `Answers a <code>list</code> of ${link}.`;
}

/** One call: what it does, what it takes, how it is made. */
function callHtml(sources: ResourceSources, route: AnyRoute): string {
  const call = callOf(route);
  const query = takes(sources, route, 'query');
  const body = takes(sources, route, 'body');
  const takesHtml = [query, body]
    .map((schema) => (Object.keys(schema.properties ?? {}).length === 0 ? '' : fieldsHtml(schema, { are: 'parameters' })))
    .join('');
  const { idFor, idIn } = idsFrom(sources.examples);
  const template = pathTemplate(route.path);
  const shape = { method: route.method, template, query: describe(route.query) ?? {}, body: describe(route.body) ?? {} };
  const canCurl = route.permission !== 'public' && route.permission !== 'session' && route.permission !== 'api_keys.write';
  const curl = canCurl ? codeHtml('sh', curlOf(sampleCall(shape, { idFor }, idIn))) : '';
  const anchor = anchorOf(call);
  return `<article class="call" id="${anchor}">
<h4><a href="#${anchor}"><span class="method ${route.method.toLowerCase()}">${route.method}</span> <code>${escapeHtml(template).replaceAll('/', '<wbr>/')}</code></a></h4>
<div class="columns"><div><p>${phraseHtml(sentence(sources.calls.get(call)?.does ?? ''))}</p><p class="who">${whoHtml(route)} ${answerHtml(route)}</p>${takesHtml}</div><div class="side">${curl}</div></div>
</article>`;
}

function objectHtml(sources: ResourceSources, type: string): string {
  const schema = sources.components[type];
  if (schema === undefined) return '';
  const example = sources.examples[type];
  const shown = example === undefined ? '' : `<pre tabindex="0"><code>${jsonHtml(example)}</code></pre>`;
  const fields = (schema.anyOf ?? [schema]).map((each) => fieldsHtml(each, { are: 'attributes' })).join('<p>or</p>');
  const name = escapeHtml(type.replaceAll('_', ' '));
  const about = schema.description === undefined ? '' : `<p>${escapeHtml(schema.description)}</p>`;
  return `<article class="object" id="object-${anchorOf(type)}"><h4>The ${name}</h4><div class="columns"><div>${about}${fields}</div><div class="side">${shown}</div></div></article>`;
}

/** A section of calls: its words, its objects that were not shown before, its calls. */
export function resourceHtml(sources: ResourceSources, page: PageName, section: Section, shown: Set<string>): string {
  const routes = routesIn(sources, page, section);
  const types = [...new Set(routes.flatMap(({ answers }) => answeredType(answers) ?? []))].filter((type) => !shown.has(type));
  for (const type of types) shown.add(type);
  return `<section class="resource" id="${sectionAnchor(page, section.title)}">
<h3>${phraseHtml(section.title)}</h3>
${blocksHtml(section.blocks)}
${routes.map((route) => callHtml(sources, route)).join('\n')}
${types.map((type) => objectHtml(sources, type)).join('\n')}
</section>`;
}

/** Parts of objects that are types of their own and that no call answers by themselves. */
export function partsHtml(sources: ResourceSources, shown: ReadonlySet<string>): string {
  const rest = Object.keys(sources.components).filter((type) => !shown.has(type) && type !== 'error_body');
  return rest.map((type) => objectHtml(sources, type)).join('\n');
}
