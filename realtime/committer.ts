import type { Id } from "#domain/id.ts";
import type { LaneSession } from "#db/lane.ts";
import { commitUpdates, LaneLost, type NewUpdate, type ProjectedRow } from "#db/sheet.ts";

/** An update that passed the rules, with the rows it touched as they then stand. */
export interface Entry extends NewUpdate {
  /** The session that held its sheet when it was judged: no other commits it. */
  lane: LaneSession;
  rows: Omit<ProjectedRow, "sheet" | "actorId">[];
  /** Called around `committed` of those of its sheet that were committed with it. */
  together(work: () => void): void;
  /** Called when it is on disk, in the order of submission and before anything else runs. */
  committed(upto: number): void;
  /** Called, as soon, when it is not. */
  failed(): void;
}

/** The sheet is not what the update was judged by: other rows of it are locked, or it is in another epoch. Nothing of it was written. */
export class JudgedByOld extends Error {
  override name = "JudgedByOld";
}

export interface Committer {
  /** Settles when the entry is on disk; an error when it is not, or nobody knows. Everything of that sheet behind it fails too. */
  submit(entry: Entry): Promise<void>;
  state(): { commits: number; updates: number; waiting: number };
}

interface Waiting extends Entry {
  resolve(): void;
  reject(error: unknown): void;
}

/** What one statement takes: as much as queued up while the last one was under way, up to here. */
const mostUpdates = 500;
const mostBytes = 256 * 1024;
/** PostgreSQL ends a statement of ours after 30 s. When not even that is heard, the line is dead: TCP would say so after a quarter of an hour. */
const deafAfter = 35_000;

/** PostgreSQL answered no: nothing of the statement was kept. Anything else leaves the outcome unknown. */
const wasRefused = (error: unknown): boolean => /^(22|23|42)/.test(String((error as { code?: unknown } | null)?.code ?? ""));

/** The last state of each row; `rows` come in the order of their updates. */
function lastRows(batch: Entry[]): ProjectedRow[] {
  const rows = new Map<string, ProjectedRow>();
  for (const { sheet, actorId, rows: touched } of batch) {
    for (const row of touched) rows.set(`${sheet.id} ${row.rowId}`, { ...row, sheet, actorId });
  }
  return [...rows.values()];
}

/**
 * Group commit: one lane on a connection of its own. `onLost` is told of a session that is not what it was. A batch is what came while the last one was in flight, without any delay of
 * ours, so that a lone edit costs one flush of the disk and a crowd shares it (a second lane was measured and did not help).
 */
export function makeCommitter(onLost: (lane: LaneSession) => void, committed: (ms: number, updates: number) => void = () => {}): Committer {
  const queue: Waiting[] = [];
  const counts = { commits: 0, updates: 0 };
  let busy = false;

  function nextBatch(): Waiting[] {
    let bytes = 0;
    let size = 0;
    for (const { data, lane } of queue) {
      bytes += data.length;
      if (size === mostUpdates || (size > 0 && (bytes > mostBytes || lane !== queue[0]?.lane))) break;
      size += 1;
    }
    return queue.splice(0, size);
  }

  async function commit(batch: Waiting[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    if (first.lane.lost) throw new LaneLost();
    const begun = performance.now();
    const watch = setTimeout(() => onLost(first.lane), deafAfter);
    const upto = await commitUpdates(first.lane, batch, lastRows(batch)).finally(() => clearTimeout(watch));
    committed(performance.now() - begun, batch.length);
    const kept = batch.filter(({ sheet }) => upto.has(sheet.id));
    counts.commits += 1;
    counts.updates += kept.length;
    for (const [sheetId, part] of Map.groupBy(kept, ({ sheet }): Id => sheet.id))
      part[0]?.together(() => {
        for (const entry of part) entry.committed(upto.get(sheetId) ?? 0);
      });
    for (const entry of kept) entry.resolve();
    if (kept.length < batch.length)
      fail(
        batch.filter(({ sheet }) => !upto.has(sheet.id)),
        new JudgedByOld(),
      );
  }

  /** What waits behind an update that failed was judged on top of it. */
  function fail(batch: Waiting[], error: unknown): void {
    const failed = new Set(batch.map(({ sheet }) => sheet.id));
    const behind = queue.filter(({ sheet }) => failed.has(sheet.id));
    queue.splice(0, queue.length, ...queue.filter(({ sheet }) => !failed.has(sheet.id)));
    for (const entry of [...batch, ...behind]) entry.failed();
    for (const entry of [...batch, ...behind]) entry.reject(error);
  }

  async function flush(batch: Waiting[]): Promise<void> {
    try {
      await commit(batch);
    } catch (error) {
      if (error instanceof LaneLost && batch[0]) onLost(batch[0].lane);
      const sheets = Map.groupBy(batch, ({ sheet }): Id => sheet.id);
      // One sheet's fault is not the others'.
      if (!wasRefused(error) || sheets.size === 1) fail(batch, error);
      else for (const part of sheets.values()) await flush(part);
    }
  }

  async function run(): Promise<void> {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) await flush(batch);
    busy = false;
  }

  return {
    submit: (entry) =>
      new Promise((resolve, reject) => {
        queue.push({ ...entry, resolve, reject });
        if (busy) return;
        busy = true;
        // The updates that came in this same turn go together.
        setImmediate(() => void run());
      }),
    state: () => ({ ...counts, waiting: queue.length }),
  };
}
