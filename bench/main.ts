import { measureAssignmentGrid } from "./assignment-grid.ts";
import { measureCheck } from "./check.ts";
import { measureConflictEngine } from "./conflict-engine.ts";
import { measureChoice } from "./choice.ts";
import { measureConflict } from "./conflict.ts";
import { measureFanOut } from "./fan-out.ts";
import { measureFeed } from "./feed.ts";
import { measureGrid } from "./grid.ts";
import { measureHistory } from "./history.ts";
import { lineOf, tableOf, type Figure } from "./figure.ts";
import { measureKill } from "./kill.ts";
import { machine } from "./machine.ts";
import { measureMatching } from "./matching.ts";
import { measureMemory } from "./memory.ts";
import { measureNodes } from "./nodes.ts";
import { measureOccupancy } from "./occupancy.ts";
import { measureSupply } from "./supply.ts";
import { measureReopen } from "./reopen.ts";
import { measureReserve } from "./reserve.ts";
import { measureSearch } from "./search.ts";
import { measureSheet } from "./sheet.ts";
import { measureWallHour } from "./wall-hour.ts";
import { measureWatch } from "./watch.ts";

export type { Figure };

/** How a bench is asked to measure. */
export interface Measure {
  /** One round and short phases: to see that it works, not to compare. */
  quick: boolean;
  /** Says a figure as soon as it is known; what is returned at the end need not be said so. */
  say(figure: Figure): void;
  /** What is being done, for whoever waits. */
  note(text: string): void;
}

/** What is measured, by name: `npm run bench -- sheet kill`, or all of it. `--quick`, `--markdown`. */
const benches: Record<string, (measure: Measure) => Promise<Figure[]>> = {
  sheet: measureSheet,
  matching: measureMatching,
  memory: measureMemory,
  kill: measureKill,
  feed: measureFeed,
  "fan-out": measureFanOut,
  "wall-hour": measureWallHour,
  choice: measureChoice,
  conflict: measureConflict,
  "conflict-engine": measureConflictEngine,
  grid: measureGrid,
  "assignment-grid": measureAssignmentGrid,
  check: measureCheck,
  history: measureHistory,
  reopen: measureReopen,
  reserve: measureReserve,
  nodes: measureNodes,
  occupancy: measureOccupancy,
  supply: measureSupply,
  search: measureSearch,
  watch: measureWatch,
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const options = new Set(process.argv.slice(2).filter((word) => word.startsWith("-")));
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No bench called ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}\n`);
  process.exit(1);
}
const figures: Figure[] = [];
function say(figure: Figure): void {
  figures.push(figure);
  process.stdout.write(`${lineOf(figure)}\n`);
}
const measure: Measure = { quick: options.has("--quick"), say, note: (text) => process.stderr.write(`· ${text}\n`) };
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const figure of await bench(measure)) say(figure);
}
process.stdout.write(`\n${new Date().toISOString().slice(0, 10)}, ${machine()}\n\n${tableOf(figures, options.has("--markdown"))}\n`);
process.exit(0);
