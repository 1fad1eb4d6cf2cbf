/** A file of an organisation may be this large; a letter with its files, twice that, or mail servers refuse it. */
export const largestDocument = 10 * 1024 * 1024;
export const largestLetter = 20 * 1024 * 1024;
export const mostDocuments = 10;

const kinds = {
  ".pdf": "application/pdf",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".odt": "application/vnd.oasis.opendocument.text",
  ".ods": "application/vnd.oasis.opendocument.spreadsheet",
  ".rtf": "application/rtf",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
} as const;
type Ending = keyof typeof kinds;
/** What can be joined: documents and pictures, nothing that runs. */
export const documentEndings = Object.keys(kinds) as Ending[];

const startsWith = (bytes: Uint8Array, ...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);

/** True when the ASCII text occurs in the bytes; the names in a zip are plain. */
function holds(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at !== -1 && at <= bytes.length - text.length; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < text.length && bytes[at + same] === text.charCodeAt(same)) same++;
    if (same === text.length) return true;
  }
  return false;
}

const isZip = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** An Office file of today: a zip with that folder and no macro. */
const isOffice = (bytes: Uint8Array, folder: string) =>
  isZip(bytes) && holds(bytes, "[Content_Types].xml") && holds(bytes, folder) && !holds(bytes, "vbaProject.bin");
const isOpenDocument = (bytes: Uint8Array, type: string) => isZip(bytes) && holds(bytes.subarray(0, 200), `mimetype${type}`);

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const judges: Record<Ending, (bytes: Uint8Array) => boolean> = {
  ".pdf": (bytes) => startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d),
  ".docx": (bytes) => isOffice(bytes, "word/"),
  ".xlsx": (bytes) => isOffice(bytes, "xl/"),
  ".pptx": (bytes) => isOffice(bytes, "ppt/"),
  ".odt": (bytes) => isOpenDocument(bytes, kinds[".odt"]),
  ".ods": (bytes) => isOpenDocument(bytes, kinds[".ods"]),
  ".rtf": (bytes) => startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66),
  ".txt": isText,
  ".csv": isText,
  ".png": (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  ".jpg": (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff),
  ".jpeg": (bytes) => startsWith(bytes, 0xff, 0xd8, 0xff),
};

/** What a file is, by its first bytes and its name together: null when they do not agree, or it is of no kind we take. */
export function documentKind(name: string, bytes: Uint8Array): string | null {
  const ending = documentEndings.find((one) => name.toLowerCase().endsWith(one));
  return ending !== undefined && judges[ending](bytes) ? kinds[ending] : null;
}

/** A name fit for a header and a file system: the last part of a path, without control signs, not hidden, not endless. */
export function documentName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, "")
    .replace(/^\.+/, "")
    .trim();
  const ending = /\.[^.]{1,6}$/.exec(clean)?.[0] ?? "";
  return `${clean.slice(0, clean.length - ending.length).slice(0, 120)}${ending}`;
}
