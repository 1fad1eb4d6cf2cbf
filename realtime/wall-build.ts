import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const assets = fileURLToPath(new URL("../dist/client/_build/assets", import.meta.url));

/** The pages this server gives out, in a word: their files' names hold a hash of what is in them. In development it never changes. */
export function wallBuild(): string {
  if (process.env.NODE_ENV !== "production" || !existsSync(assets)) return "development";
  return createHash("sha256").update(readdirSync(assets).toSorted().join("\n")).digest("base64url").slice(0, 12);
}
