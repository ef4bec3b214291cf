import ts from 'typescript';

/** Attributes that are read by people, on screen or aloud. */
const READ: ReadonlySet<string> = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'error',
  'label',
  'legend',
  'placeholder',
  'title',
  'words',
]);

/** Two letters that follow each other: a lone one is a key, a sign or a unit. */
const HAS_WORDS = /\p{L}{2}/u;

const nameOf = (node: ts.JsxOpeningLikeElement): string => node.tagName.getText();

/** Within these Lingui takes the text, or it is not meant for people's reading as words. */
const TAKEN: ReadonlySet<string> = new Set(['Trans', 'Plural', 'Select', 'SelectOrdinal', 'code', 'style', 'path']);

function isTaken(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isJsxElement(at) && TAKEN.has(nameOf(at.openingElement))) return true;
    if (ts.isJsxSelfClosingElement(at) && TAKEN.has(nameOf(at))) return true;
  }
  return false;
}

/** The literal texts that an expression may come to: through choices, `??`, `||`, `&&` and brackets. Whatever is called or tagged has its own way. */
function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ')];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return literalsOf(node.right);
  const joins = [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.PlusToken];
  return joins.includes(kind) ? [...literalsOf(node.left), ...literalsOf(node.right)] : [];
}

function textsOf(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return [node.text];
  if (ts.isJsxExpression(node) && node.expression !== undefined && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)))
    return literalsOf(node.expression);
  if (!ts.isJsxAttribute(node) || node.initializer === undefined || !READ.has(node.name.getText())) return [];
  if (ts.isStringLiteral(node.initializer)) return [node.initializer.text];
  const expression = ts.isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
  return expression === undefined ? [] : literalsOf(expression);
}

/** Every text in a source file that somebody reads and that no catalogue has. */
export function textsInCode(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const texts = textsOf(node).map((text) => text.replace(/\s+/g, ' ').trim());
    if (texts.some((text) => HAS_WORDS.test(text)) && !isTaken(node)) found.push(...texts.filter((text) => HAS_WORDS.test(text)));
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}
