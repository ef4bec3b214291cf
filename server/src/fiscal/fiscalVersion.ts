/**
 * The version of this module, which stands in every line that it writes. Whoever changes a file of the module raises it, and writes the
 * new digest into `module.sha256`: a test compares. Under French law, whoever changes what this module does becomes its publisher.
 */
export const FISCAL_VERSION = '1.0.0';
