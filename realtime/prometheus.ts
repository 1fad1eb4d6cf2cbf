/** Labels of a series: never a name or an id of a person. */
export type Labels = Readonly<Record<string, string>>;

/** Something measured, as Prometheus reads it. */
export interface Family {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples(): Sample[] | Promise<Sample[]>;
}
interface Sample {
  /** `_bucket`, `_sum`, `_count`; empty but for histograms. */
  suffix: string;
  labels: Labels;
  value: number;
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
const keyOf = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
const numberOf = (value: number): string => (value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : String(value));

/** Only ever grows: what happened, by label. */
export function makeCounter(name: string, help: string): Family & { add(labels?: Labels, by?: number): void } {
  const series = new Map<string, { labels: Labels; value: number }>();
  return {
    name,
    help,
    type: "counter",
    add(labels = {}, by = 1) {
      const key = keyOf(labels);
      const one = series.get(key) ?? { labels, value: 0 };
      one.value += by;
      series.set(key, one);
    },
    samples: () => [...series.values()].map((one) => ({ suffix: "", ...one })),
  };
}

/** Asked for when it is read: one number, or one by label. */
export function makeGauge(
  name: string,
  help: string,
  read: () => number | [Labels, number][] | Promise<number | [Labels, number][]>,
): Family {
  return {
    name,
    help,
    type: "gauge",
    async samples() {
      const found = await read();
      const all: [Labels, number][] = typeof found === "number" ? [[{}, found]] : found;
      return all.map(([labels, value]) => ({ suffix: "", labels, value }));
    },
  };
}

/** How often a value was at most each bound (ascending). */
export function makeHistogram(name: string, help: string, bounds: readonly number[]): Family & { observe(value: number): void } {
  const counts = bounds.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    name,
    help,
    type: "histogram",
    observe(value) {
      count += 1;
      sum += value;
      const at = bounds.findIndex((bound) => value <= bound);
      if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
    },
    samples() {
      let below = 0;
      const buckets = bounds.map((bound, at) => ({
        suffix: "_bucket",
        labels: { le: numberOf(bound) },
        value: (below += counts[at] ?? 0),
      }));
      return [
        ...buckets,
        { suffix: "_bucket", labels: { le: "+Inf" }, value: count },
        { suffix: "_sum", labels: {}, value: sum },
        { suffix: "_count", labels: {}, value: count },
      ];
    },
  };
}

/** The text form (version 0.0.4). A family that cannot be read is left out: the others are worth more than an error. */
export async function writeMetrics(families: readonly Family[]): Promise<string> {
  const parts = await Promise.all(
    families.map(async (family) => {
      const { name, help, type } = family;
      try {
        const lines = (await family.samples()).map(({ suffix, labels, value }) => {
          const inside = keyOf(labels);
          return `${name}${suffix}${inside === "" ? "" : `{${inside}}`} ${numberOf(value)}\n`;
        });
        return `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n# TYPE ${name} ${type}\n${lines.join("")}`;
      } catch {
        return "";
      }
    }),
  );
  return parts.join("");
}
