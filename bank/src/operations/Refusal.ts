import type { ErrorAnswer, ErrorCode } from '../api.ts';

/** The request itself can't be served; unlike a decline, nothing of it is kept. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toAnswer(): ErrorAnswer {
    return { error: { code: this.code, message: this.message } };
  }
}
