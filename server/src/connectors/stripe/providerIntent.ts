/** The provider's name for the payment that a later step is about. Each approval brings one, so that it cannot be missing. */
export function providerIntent({ providerReference }: { readonly providerReference: string | null }): string {
  if (providerReference === null) throw new Error('A later step names no payment of the provider.');
  return providerReference;
}
