const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Gives a file made by the server to the person: a text, or a workbook in base 64. */
export function download(file: { fileName: string; text: string } | { fileName: string; base64: string }): void {
  const blob =
    "text" in file
      ? new Blob([file.text], { type: "text/csv;charset=utf-8" })
      : new Blob([Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))], { type: workbook });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.fileName;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
