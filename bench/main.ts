import { measureConflict } from "./conflict.ts";

/** What is measured, by name: `npm run bench -- conflict`, or all of it. */
const benches: Record<string, () => Promise<Figure[]>> = { conflict: measureConflict };

/** A figure beside a peer or a physical limit measured in the same run; machines differ, ratios less. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  peer: string;
  peerValue: number;
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`No bench called ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}\n`);
  process.exit(1);
}
for (const [name, measure] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { name: figure, value, unit, peer, peerValue } of await measure()) {
    process.stdout.write(
      `figure ${figure} ${value.toFixed(1)} ${unit} peer ${peer} ${peerValue.toFixed(1)} ratio ${(value / peerValue).toFixed(2)}\n`,
    );
  }
}
