import { ApiError, type ErrorCode } from '@guichet/contract/errors.ts';

/** How a refusal reads: its code, the parameter that it names, its words. Null where nothing is refused; what is no refusal is thrown. */
export function refusalOf(body: () => unknown): { readonly code: ErrorCode; readonly param?: string; readonly message: string } | null {
  try {
    body();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, details, message } = error;
    return { code, ...(details.param !== undefined && { param: details.param }), message };
  }
  return null;
}
