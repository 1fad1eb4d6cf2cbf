import { inflateRawSync } from "node:zlib";
import { refuse } from "#domain/refusal.ts";

/**
 * Unpacked, an office file of 10 MB may be this much. An attacker sends a few kilobytes that unpack to gigabytes (a zip
 * bomb), and lies about it in the directory: sizes are measured by unpacking under this limit, not believed.
 */
const mostUnpacked = 120 * 1024 * 1024;
const mostEntries = 2_000;

export interface Zip {
  names: string[];
  /** The text of an entry, checked; empty when there is none. */
  text(name: string): string;
}

const unreadable = (why: "kind" | "too-large" | "encrypted"): never => refuse({ code: "file-unreadable", why });

function findDirectory(view: DataView): { at: number; count: number } {
  const from = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= from; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
  }
  return unreadable("kind");
}

interface Entry {
  name: string;
  method: number;
  packed: Uint8Array;
}

function readEntries(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, count } = findDirectory(view);
  if (count > mostEntries) unreadable("too-large");
  const entries: Entry[] = [];
  let next = at;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(next, true) !== 0x02014b50) unreadable("kind");
    if ((view.getUint16(next + 8, true) & 1) === 1) unreadable("encrypted");
    const nameLength = view.getUint16(next + 28, true);
    const local = view.getUint32(next + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(next + 46, next + 46 + nameLength)),
      method: view.getUint16(next + 10, true),
      packed: bytes.subarray(start, start + view.getUint32(next + 20, true)),
    });
    next += 46 + nameLength + view.getUint16(next + 30, true) + view.getUint16(next + 32, true);
  }
  return entries;
}

/**
 * Opens an office file and unpacks every entry once under the limit, so that the libraries which unpack it again cannot be bombed.
 * A document type declaration is refused: office files have none, and entities declared in one can grow without end.
 * @throws Refused `file-unreadable`
 */
export function openZip(bytes: Uint8Array): Zip {
  const texts = new Map<string, Uint8Array>();
  let left = mostUnpacked;
  try {
    for (const { name, method, packed } of readEntries(bytes)) {
      if (method !== 0 && method !== 8) unreadable("kind");
      const data = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) });
      left -= data.byteLength;
      if (left <= 0) unreadable("too-large");
      if (/\.(?:xml|rels)$/i.test(name)) {
        if (Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 4_096)).includes("<!DOCTYPE")) unreadable("kind");
        texts.set(name, data);
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return unreadable((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "kind");
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) return unreadable("kind");
    throw error;
  }
  return { names: [...texts.keys()], text: (name) => new TextDecoder().decode(texts.get(name) ?? new Uint8Array()) };
}
