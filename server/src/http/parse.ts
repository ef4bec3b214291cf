import { ApiError, type ErrorCode } from '@guichet/contract/errors.ts';
import type { z } from 'zod';
import { paramName } from './decoded.ts';

/** A schema of wire parameters: reads anything, answers `T`. */
export type Schema<T> = z.ZodType<T>;

type Issue = z.core.$ZodIssue;

/** What a field writes into its issue, so that the refusal gets its code and its sentence. */
export interface RefusalParams {
  readonly code: ErrorCode;
  /** A sentence in which `%` stands for the parameter's name. */
  readonly message: string;
}

function refusalOf(issue: Issue): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? '']);
    return new ApiError('parameter_unknown', { param, message: `The parameter "${param}" is not known here.` });
  }
  const param = paramName(issue.path);
  const given = (issue.code === 'custom' ? issue.params : undefined) as RefusalParams | undefined;
  if (given === undefined)
    return new ApiError('parameter_invalid', { param, message: `The parameter "${param}" has a value that is not allowed.` });
  return new ApiError(given.code, { param, message: given.message.replaceAll('%', () => `"${param}"`) });
}

/**
 * Gives decoded parameters their types, or throws the first refusal: unknown parameters before all others, because a misspelt name also
 * makes the right one missing; then in the order in which the schema names its fields.
 */
export function parse<T>(schema: Schema<T>, decoded: unknown): T {
  const result = schema.safeParse(decoded);
  if (result.success) return result.data;
  const { issues } = result.error;
  const first = issues.find((issue) => issue.code === 'unrecognized_keys') ?? issues[0];
  if (first === undefined) throw new Error('A schema refused without an issue.');
  throw refusalOf(first);
}
