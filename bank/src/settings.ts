export interface Settings {
  host: string;
  port: number;
  bookPath: string;
  token: string | undefined;
  /** End when standard input does: whoever started the bank holds the other end, and is gone. */
  endsWithParent: boolean;
}

/** A setting is missing or wrong. Its message is one sentence for whoever started the bank. */
export class WrongSetting extends Error {
  override name = 'WrongSetting';
}

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads the environment once. Throws WrongSetting. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const { BANK_HOST: host = '127.0.0.1', BANK_PORT: portText = '0', BANK_BOOK: bookPath, BANK_TOKEN: token } = environment;
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) throw new WrongSetting('BANK_PORT must be a number from 0 to 65535; 0 takes a free port.');
  if (!bookPath) throw new WrongSetting('BANK_BOOK must name the file of the book.');
  if (!loopbackHosts.has(host) && !token) throw new WrongSetting('BANK_HOST other than loopback needs BANK_TOKEN.');
  return { host, port, bookPath, token: token || undefined, endsWithParent: environment.BANK_PARENT_PIPE === '1' };
}
