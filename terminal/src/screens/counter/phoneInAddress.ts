const PHONE = /([?&]phone=)([^&#]*)/;

/** What stands in an address as it was meant: telephone systems write the plus as it is, which otherwise reads as a blank. */
function meant(value: string): string {
  try {
    return decodeURIComponent(value).trim();
  } catch {
    return '';
  }
}

/** The query of an address with its phone number as a text: by itself one without signs would be read as an amount, and lose its plus. */
export const withPhoneAsText = (query: string): string =>
  query.replace(PHONE, (whole, name: string, value: string) => {
    const phone = meant(value);
    return phone === '' || phone.startsWith('"') ? whole : name + encodeURIComponent(JSON.stringify(phone));
  });
