const LONGEST_ADDRESS = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets.
const LONGEST_LOCAL_PART = 64; // RFC 5321, 4.5.3.1.1.
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A domain in the form that mail servers know: lower case, accents as punycode; null for what is none. */
function parseDomain(text: string): string | null {
  // A URL's host takes more than a domain does: ports, paths, escapes, addresses of machines.
  if (!/^[^\s/?#:@%[\]\\]+$/.test(text) || !URL.canParse(`http://${text}`)) return null;
  const domain = new URL(`http://${text}`).hostname;
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(last) ? domain : null;
}

/**
 * Reads an e-mail address as people type it and answers the form that is stored and sent to, or null when it is none. Blanks around it
 * are dropped and the domain is lowered and turned into ASCII; the part before the @ stays as typed, for its owner's server decides what
 * capitals mean there. Quoted local parts, addresses of machines (`me@[192.0.2.1]`), and domains without a dot are refused: at a counter
 * they are typing errors. What is answered holds no control character, so that it can't add a line to a message's head.
 */
export function parseEmail(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_ADDRESS) return null;
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  if (at < 1 || local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return null;
  const domain = parseDomain(trimmed.slice(at + 1));
  if (domain === null) return null;
  const address = `${local}@${domain}`;
  // An accented domain grows when it becomes ASCII.
  return address.length <= LONGEST_ADDRESS ? address : null;
}
