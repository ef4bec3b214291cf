import { request } from 'undici';

export interface TextQuestion {
  readonly url: string;
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/** Reads a public text over HTTP. Follows no redirect. Throws when the answer is not 200, too large, or not whole within the deadline. */
export async function fetchText({ url, deadlineMs, maxBytes }: TextQuestion): Promise<string> {
  const response = await request(url, { signal: AbortSignal.timeout(deadlineMs), headersTimeout: deadlineMs, bodyTimeout: deadlineMs });
  // A body that is given up breaks with an error of its own; unheard it would end the process.
  response.body.on('error', () => {});
  if (response.statusCode !== 200) {
    response.body.destroy();
    throw new Error(`The address answered ${response.statusCode}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
