/** Gives a text made by the server to the person as a file. */
export function download(file: { fileName: string; text: string }): void {
  const address = URL.createObjectURL(new Blob([file.text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file.fileName;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
