import { fields } from '../../http/fields.ts';
import { parseReturnUrl } from './returnUrl.rules.ts';

/** Where the payer goes after they have been at their issuer. */
export const returnUrlField = () =>
  fields.textAs(parseReturnUrl, 'parameter_invalid', 'The parameter % must be a whole address such as https://example.com/thanks.');
