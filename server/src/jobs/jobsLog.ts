/** What the jobs say about themselves: only what went wrong. */
export interface JobsLog {
  error(details: object, message: string): void;
}
