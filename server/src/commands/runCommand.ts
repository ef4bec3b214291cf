import { writeFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartError } from '../platform/startError.ts';

/** A command was called wrongly: one sentence, and how it is called. */
export class WrongUsage extends Error {}

export interface CommandCall {
  /** The options that it was called with, by name. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  say(words: string): void;
}

/** What a command found, for programs, and whether that is as it should be. */
export type Command = (call: CommandCall) => Promise<{ readonly report: unknown; readonly isClean: boolean }>;

/** A line of a table: the first column is words, the others are figures. */
export const tableLine =
  (widths: readonly number[]) =>
  (...cells: readonly (string | number)[]): string =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0))).join('');

const complain = (words: string): void => void process.stderr.write(`${words}\n`);

/**
 * Runs a command to its end and ends the process: 0 where all is as it should be, 1 where it is not or the command could not do its work, 2 where it
 * was called wrongly. `--json FILE` keeps the report for programs.
 */
export async function runCommand(usage: string, options: NonNullable<ParseArgsConfig['options']>, command: Command): Promise<never> {
  let given: Record<string, string | boolean | undefined>;
  try {
    given = parseArgs({ options: { ...options, json: { type: 'string' } } }).values as typeof given;
  } catch (error) {
    complain(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
  try {
    const { report, isClean } = await command({ options: given, say: (words) => void process.stdout.write(`${words}\n`) });
    if (typeof given.json === 'string') writeFileSync(given.json, `${JSON.stringify(report, null, 2)}\n`);
    process.exit(isClean ? 0 : 1);
  } catch (error) {
    if (error instanceof WrongUsage) {
      complain(`${error.message}\n${usage}`);
      process.exit(2);
    }
    complain(error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  }
}
