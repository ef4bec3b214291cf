/** Hands a file to the browser, which saves it as every download. */
export function saveFile({ name, data }: { readonly name: string; readonly data: Blob }): void {
  const address = URL.createObjectURL(data);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the data by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
