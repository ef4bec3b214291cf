import type { BrowserContext, ConsoleMessage, Locator, Page, Request } from 'playwright-core';

const MOST_STOPS = 90;
const WAIT_MS = 15_000;
const MOST_TRIES = 10;
const WORD_ENDS_MS = 1_200;

/** What a browser says in its console for an answer that is no success. */
const REFUSED = /^Failed to load resource: the server responded with a status of (\d{3})/;

/** What a profile that lets no page be kept says of it. */
const NOT_KEPT = 'Service Worker registration blocked by Playwright';

/** Blocked scripts and styles reach the console also when the browser itself would keep silent. */
const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('Against the policy: ' + event.violatedDirective + ' ' + event.blockedURI))`;

/** Somebody at the counter who has a keyboard and no mouse, and whose browser is watched. */
export class Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  #complaints: string[] = [];
  #requests: Request[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.#complaints.push(`thrown: ${error.message}`));
    page.on('request', (request) => this.#requests.push(request));
  }

  /** Opens a tab in this profile. */
  static async begin(context: BrowserContext): Promise<Visit> {
    const page = await context.newPage();
    await page.addInitScript(TELL_VIOLATIONS);
    return new Visit(context, page);
  }

  #hear(message: ConsoleMessage): void {
    if ((message.type() !== 'error' && message.type() !== 'warning') || message.text() === NOT_KEPT) return;
    const status = REFUSED.exec(message.text())?.[1];
    const path = URL.canParse(message.location().url) ? new URL(message.location().url).pathname : '';
    this.#complaints.push(status === undefined ? message.text() : `${status} ${path}`);
  }

  /** What the console showed, page errors included, less what the test expects: `402 /v1/payment_intents`. */
  complaints(...expected: string[]): string[] {
    return this.#complaints.filter((each) => !expected.includes(each));
  }

  /** Every request so far: address, headers and body in one text each. */
  sent(): string[] {
    return this.#requests.map(
      (request) => `${request.method()} ${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ''}`,
    );
  }

  /** How often this path was posted to. */
  posts(path: string): number {
    return this.#requests.filter((request) => request.method() === 'POST' && new URL(request.url()).pathname === path).length;
  }

  /** A field by its label; the star of a required one is hidden from eyes and readers, and stands in the text all the same. */
  field(label: string): Locator {
    return this.page.getByLabel(new RegExp(`^${label}( \\*)?$`));
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async hasFocus(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0;
  }

  async untilFocused(target: Locator): Promise<void> {
    await target.and(this.page.locator(':focus')).waitFor({ state: 'attached' });
  }

  /** Tab by Tab to a control, as somebody without a mouse does. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    // The keyboard passes over what is disabled for now.
    await target.and(this.page.locator(':not(:disabled)')).waitFor();
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await this.hasFocus(target)) return;
      await this.press(key);
    }
    throw new Error(`${MOST_STOPS} times ${key} do not lead to ${target}.`);
  }

  /** Goes to a field and types into it, over whatever stands there. */
  async fill(label: string, text: string): Promise<void> {
    await this.tabTo(this.field(label));
    await this.press('ControlOrMeta+a');
    await this.type(text);
  }

  /**
   * Goes to a list and types the beginning of what is meant, until it is chosen: options may come late, and after a second's pause the
   * browser takes the next letter for the beginning of another word.
   */
  async pick(label: string, typed: string): Promise<void> {
    const list = this.field(label);
    await this.tabTo(list);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      await this.type(typed);
      const shown = await list.evaluate(
        (each) => (each as unknown as { selectedOptions: { label: string }[] }).selectedOptions[0]?.label ?? '',
      );
      if (shown.startsWith(typed)) return;
      await this.page.waitForTimeout(WORD_ENDS_MS);
    }
    throw new Error(`${label} offers nothing that begins with ${typed}.`);
  }

  /** Goes to a button or link and presses it. */
  async choose(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }

  /** What a screen reader says of a field beside its name: the error below it among other things. */
  async descriptionOf(field: Locator): Promise<string> {
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
    return (await Promise.all(ids.map((id) => this.page.locator(`[id="${id}"]`).innerText()))).join(' ');
  }

  /** All that the page has put aside in this browser. */
  async stored(): Promise<string> {
    return (await this.page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }])')) as string;
  }

  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /**
   * Opens this address as in a new tab: nothing of what was typed, sent or complained about before is left, nor of how it was typed. The same
   * tab keeps its compiled code, which makes it three times as quick as another one.
   */
  async startAfresh(path: string): Promise<void> {
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    // An address of the same origin without the app in it, which might still write.
    await this.page.goto('/favicon.svg');
    await this.page.evaluate("sessionStorage.clear(); localStorage.removeItem('guichet.keypad')");
    this.#complaints = [];
    this.#requests = [];
    await this.page.goto(path);
  }
}
