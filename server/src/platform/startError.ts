/**
 * A reason not to start that whoever started the server can mend. Its message is one sentence that says what is wrong and the
 * way out; it is printed without a stack, and the process ends with code 1.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
