/** That a customer's person was taken out of everything that is kept; `objects` says in how many objects they stood, `files` how many files went with them. */
export interface CustomerErasure {
  readonly object: 'customer_erasure';
  readonly id: string;
  readonly objects: number;
  readonly files: number;
}
