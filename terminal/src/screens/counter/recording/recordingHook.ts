/** After so long without a key in the card fields the recording goes on: whoever left them with the cursor in a field has stopped typing. */
export const QUIET_AFTER_MS = 60_000;

export type RecordingState = 'pause' | 'resume';

/** What the hook needs of the browser. */
export interface RecordingPorts {
  /** Tells whoever listens, also while the page goes away. */
  readonly tell: (state: RecordingState) => void;
  /** Calls back after so long, unless called off. */
  readonly after: (ms: number, action: () => void) => () => void;
  readonly onChange: (paused: boolean) => void;
}

/**
 * Knows whether a recording of the call must be paused: while somebody is in the card fields. It tells each change once, and never leaves a
 * recording paused: not when the page goes away, nor when nobody types any more.
 */
export class RecordingHook {
  readonly #ports: RecordingPorts;
  #paused = false;
  #callOff: () => void = () => {};

  constructor(ports: RecordingPorts) {
    this.#ports = ports;
  }

  /** Somebody came into the card fields, or typed there. */
  enter(): void {
    this.#callOff();
    this.#callOff = this.#ports.after(QUIET_AFTER_MS, () => this.leave());
    this.#turn('pause');
  }

  /** Nobody is there any more. */
  leave(): void {
    this.#callOff();
    this.#turn('resume');
  }

  #turn(state: RecordingState): void {
    const paused = state === 'pause';
    if (paused === this.#paused) return;
    this.#paused = paused;
    this.#ports.tell(state);
    this.#ports.onChange(paused);
  }
}
