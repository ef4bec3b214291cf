import { ApiError } from '@guichet/contract/errors.ts';
import type { OutwardClient } from '../../platform/outwardClient.ts';

const refused = (message: string): ApiError => new ApiError('url_invalid', { param: 'url', message });

/** What a person may have typed: URL parsers drop blanks and line breaks, and then show another address than was given. */
const HAS_BLANKS = /[\s\p{Cc}]/u;

/** The parsed address, if events can be sent to one of this form. Live events go encrypted only. Throws `url_invalid`. */
export function parseEndpointUrl(text: string, livemode: boolean): URL {
  const url = !HAS_BLANKS.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw refused('The address must be a web address such as https://shop.example.com/webhooks.');
  if (livemode && url.protocol !== 'https:') throw refused('In live mode the address must begin with https://.');
  if (url.username !== '' || url.password !== '')
    throw refused('The address must not hold a user name or a password: the signature says who sends.');
  return url;
}

/** Refuses, as far as can be told now, an address that leads behind the walls of this place; it is checked again at each connection. */
export async function requireReachable(client: OutwardClient, url: URL): Promise<void> {
  if (await client.mayReach(url)) return;
  throw refused(
    'The address is private or reserved (loopback, local network, or the like). The operator can allow a host by name: WEBHOOK_PRIVATE_HOSTS.',
  );
}
