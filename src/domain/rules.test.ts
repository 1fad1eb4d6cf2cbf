import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { moves, seenBy, sides, statuses, type MoveName, type Side } from "./request.ts";

const root = new URL("../../", import.meta.url).pathname;
const rules = readFileSync(join(root, "src/domain/RULES.md"), "utf8");

/** Ids in titles of tests: `test("[R7] …`, also several at once, `[R7][R8] …`. */
function idsInTitles(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ["src", "db", "realtime", "e2e"]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.(test|spec)\.tsx?$/.test(file) || file.includes("node_modules")) continue;
      const text = readFileSync(join(root, folder, file), "utf8");
      for (const [, ids = ""] of text.matchAll(/["'`]((?:\[R[^\]]*\])+) /g)) {
        for (const [, id = ""] of ids.matchAll(/\[(R[^\]]*)\]/g)) found.set(id, `${folder}/${file}`);
      }
    }
  }
  return found;
}

const idsInRules = [...rules.matchAll(/^- \*\*(R\d+)\*\* /gm)].map(([, id = ""]) => id);
const between = (marker: string) => new RegExp(`<!-- ${marker} -->\n([\\s\\S]*?)\n<!-- /${marker} -->`).exec(rules)?.[1] ?? "";
const tableOf = (rows: string[][]) => rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");

test("every rule has a number of its own", () => {
  expect(idsInRules).toEqual([...new Set(idsInRules)]);
  expect(idsInRules.length).toBeGreaterThan(20);
});

test("every rule has a test, and every numbered test its rule", () => {
  const titles = idsInTitles();
  expect({
    rulesWithoutTest: idsInRules.filter((id) => !titles.has(id)),
    testsWithoutRule: [...titles].filter(([id]) => !idsInRules.includes(id)),
  }).toEqual({
    rulesWithoutTest: [],
    testsWithoutRule: [],
  });
});

test("[R21] the request's table printed in RULES.md is the one in the code", () => {
  const rows = statuses.flatMap((from) => {
    const out = Object.entries(moves[from]) as [MoveName, { to: readonly string[]; by: readonly Side[] }][];
    return out.length === 0
      ? [[from, "none, it is over", "", ""]]
      : out.map(([name, move]) => [from, name, move.by.join(", "), move.to.join(", ")]);
  });
  expect(between("moves")).toBe(tableOf([["from", "move", "by", "to"], ["---", "---", "---", "---"], ...rows]));
});

test("[R22] what each side is shown, printed in RULES.md, is what the code shows", () => {
  const rows = statuses.map((of) => [of, ...sides.map((side) => seenBy[of][side])]);
  expect(between("seen-by")).toBe(tableOf([["status", ...sides], ["---", "---", "---", "---"], ...rows]));
});
