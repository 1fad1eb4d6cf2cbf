import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(js|css|svg|json|txt|html)$/;
/** Below this a packet is a packet. */
const WORTH_IT = 1_000;

/** Writes each asset of the build a second and third time, as brotli and gzip, for the server to send as they are. */
export function compress(): Plugin {
  return {
    name: "concerto-compress",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    closeBundle() {
      const folder = join(this.environment.config.root, this.environment.config.build.outDir);
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!TEXT.test(name)) continue;
        const text = readFileSync(join(folder, name));
        if (text.length < WORTH_IT) continue;
        writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      }
    },
  };
}
