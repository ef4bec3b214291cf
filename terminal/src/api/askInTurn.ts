const TRIES = 3;
const LONGEST_PAUSE_S = 5;

const pauseOf = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Asks again where the server has too much to do: it says so, and when to come back, before anything was done. After a few times its refusal
 * is the answer.
 */
export async function askInTurn(ask: () => Promise<Response>, pause: (seconds: number) => Promise<void> = pauseOf): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await ask();
    const isBusy = response.status === 429 && response.headers.get('Stripe-Should-Retry') === 'true';
    if (!isBusy || tries === TRIES) return response;
    const seconds = Number(response.headers.get('Retry-After'));
    await pause(seconds > 0 ? Math.min(seconds, LONGEST_PAUSE_S) : 1);
  }
}
