/** What the design asks of a figure: of its value, or of its ratio to a peer's. */
export interface Reach {
  of: "value" | { ratioTo: string };
  least?: number;
  most?: number;
}

/** A figure beside peers or a physical limit measured in the same run; machines differ, ratios less. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  peer?: string;
  peerValue?: number;
  /** More peers than the first. */
  peers?: Record<string, number>;
  /** Smallest and largest of the rounds, where the value is their median. */
  spread?: [number, number];
  reach?: Reach[];
}

const written = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);

function peersOf({ peer, peerValue, peers }: Figure): [string, number][] {
  const first: [string, number][] = peer !== undefined && peerValue !== undefined ? [[peer, peerValue]] : [];
  return [...first, ...Object.entries(peers ?? {})];
}

/** `figure seen-p99-50 5.1 ms peer hocuspocus 3.9 ratio 1.31` */
export function lineOf(figure: Figure): string {
  const peers = peersOf(figure).map(([peer, value]) => ` peer ${peer} ${written(value)} ratio ${(figure.value / value).toFixed(2)}`);
  return `figure ${figure.name} ${written(figure.value)} ${figure.unit}${peers.join("")}`;
}

const wish = ({ of, least, most }: Reach): string =>
  `${of === "value" ? "" : `ratio to ${of.ratioTo} `}${least === undefined ? `≤ ${most}` : `≥ ${least}`}`;

/** Is it reached? Null where nothing is asked. */
export function isReached(figure: Figure): boolean | null {
  if (!figure.reach) return null;
  const peers = new Map(peersOf(figure));
  return figure.reach.every(({ of, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) => {
    const measured = of === "value" ? figure.value : figure.value / (peers.get(of.ratioTo) ?? Number.NaN);
    return measured >= least && measured <= most;
  });
}

const heads = ["figure", "value", "rounds", "peers", "ratio", "to reach", "reached"];

function cellsOf(figure: Figure): string[] {
  const peers = peersOf(figure);
  const reached = isReached(figure);
  return [
    figure.name,
    `${written(figure.value)} ${figure.unit}`,
    figure.spread ? figure.spread.map(written).join(" – ") : "",
    peers.map(([peer, value]) => `${peer} ${written(value)}`).join(", "),
    peers.map(([, value]) => (figure.value / value).toFixed(2)).join(", "),
    (figure.reach ?? []).map(wish).join("; "),
    reached === null ? "" : reached ? "yes" : "no",
  ];
}

/** All figures in a table, for a terminal or as Markdown. */
export function tableOf(figures: Figure[], markdown = false): string {
  const rows = figures.map(cellsOf);
  if (markdown) return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
