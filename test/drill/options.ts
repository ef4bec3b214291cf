import { parseArgs } from 'node:util';

/** The options of a drill as they were given; each takes a value. Ends the process with code 2 and the usage where they are wrong. */
export class GivenOptions<Name extends string> {
  readonly #usage: string;
  readonly #values: { readonly [name: string]: string | undefined };

  constructor(usage: string, names: readonly Name[]) {
    this.#usage = usage;
    this.#values = this.#parse(names);
  }

  text(name: Name): string | undefined {
    return this.#values[name];
  }

  number(name: Name, { fallback, least, most }: { fallback: number; least: number; most: number }): number {
    const text = this.#values[name];
    const number = text === undefined ? fallback : Number(text);
    if (Number.isFinite(number) && number >= least && number <= most) return number;
    return this.#refuse(`--${name} must be from ${least} to ${most}, not ${text}.`);
  }

  oneOf<Choice extends string>(name: Name, choices: readonly Choice[]): Choice | undefined {
    const text = this.#values[name];
    const chosen = choices.find((choice) => choice === text);
    return text === undefined || chosen !== undefined
      ? chosen
      : this.#refuse(`--${name} must be one of ${choices.join(', ')}, not ${text}.`);
  }

  #parse(names: readonly Name[]) {
    try {
      return parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) }).values;
    } catch (error) {
      return this.#refuse((error as Error).message);
    }
  }

  #refuse(reason: string): never {
    process.stderr.write(`${reason}\n${this.#usage}\n`);
    process.exit(2);
  }
}
