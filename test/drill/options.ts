import { parseArgs } from 'node:util';

/**
 * The options of a drill as they were given; each takes a value, but for the flags. Ends the process with code 2 and the usage where they are
 * wrong.
 */
export class GivenOptions<Name extends string, Flag extends string = never> {
  readonly #usage: string;
  readonly #values: { readonly [name: string]: string | boolean | undefined };

  constructor(usage: string, names: readonly Name[], flags: readonly Flag[] = []) {
    this.#usage = usage;
    this.#values = this.#parse(names, flags);
  }

  text(name: Name): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  has(flag: Flag): boolean {
    return this.#values[flag] === true;
  }

  number(name: Name, { fallback, least, most }: { fallback: number; least: number; most: number }): number {
    const text = this.text(name);
    const number = text === undefined ? fallback : Number(text);
    if (Number.isFinite(number) && number >= least && number <= most) return number;
    return this.#refuse(`--${name} must be from ${least} to ${most}, not ${text}.`);
  }

  oneOf<Choice extends string>(name: Name, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    const chosen = choices.find((choice) => choice === text);
    return text === undefined || chosen !== undefined
      ? chosen
      : this.#refuse(`--${name} must be one of ${choices.join(', ')}, not ${text}.`);
  }

  #parse(names: readonly Name[], flags: readonly Flag[]) {
    const [valued, plain] = [
      names.map((name) => [name, { type: 'string' as const }]),
      flags.map((flag) => [flag, { type: 'boolean' as const }]),
    ];
    try {
      return parseArgs({ options: Object.fromEntries([...valued, ...plain]) }).values as { readonly [name: string]: string | boolean };
    } catch (error) {
      return this.#refuse((error as Error).message);
    }
  }

  #refuse(reason: string): never {
    process.stderr.write(`${reason}\n${this.#usage}\n`);
    process.exit(2);
  }
}
