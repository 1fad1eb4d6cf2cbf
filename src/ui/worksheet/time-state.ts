import { useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/solid-query";
import type * as Y from "yjs";
import { createContext, createEffect, createMemo, createSignal, on, onCleanup, untrack, useContext, type Accessor } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { api, type Outputs } from "#ui/client.ts";
import { pastOf, type Past } from "./time-sheet.ts";

type Page = Outputs["sheetHistory"]["stops"];
export type Stop = Page["stops"][number];
export type Bucket = Outputs["sheetHistory"]["density"]["buckets"][number];
type PageParam = { before: number } | { after: number } | { around: number } | null;
/** Where I am asked to be: after an update, or at an instant. */
export type Target = { after: number } | { afterInstant: string };

/** The past as it is shown, with what is said of it. */
export interface PastShown extends Past {
  /** Was the cell changed between the stop before this moment and this moment? */
  changed(rowId: string, column: Column): boolean;
}

export interface CellAt {
  rowId: string;
  column: Column;
}

/** Time travel of one sheet: whether its panel is open, where I am, what was done, and how to move. */
export interface Time {
  /** The moment I am at, or am on my way to; null: the present. */
  moment: Accessor<number | null>;
  /** Away from the present, or on the way there: nothing is typed. */
  traveling: Accessor<boolean>;
  past: Accessor<PastShown | null>;
  /** A jump is under way. */
  busy: Accessor<boolean>;
  error: Accessor<unknown>;
  mayRestore: Accessor<boolean>;
  open: Accessor<boolean>;
  setOpen(to: boolean): void;
  buckets: Accessor<readonly Bucket[]>;
  /** Loaded stops, the latest first; all of them only where there is nothing more to load. */
  stops: Accessor<readonly Stop[]>;
  stop: Accessor<Stop | null>;
  listed: Accessor<boolean>;
  hasOlder: Accessor<boolean>;
  hasNewer: Accessor<boolean>;
  loadingStops: Accessor<boolean>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  go(to: Target): void;
  present(): void;
  first(): void;
  /** To the stop before or after. */
  step(by: -1 | 1): Promise<void>;
  /** To the end of the day worked on before, or after. */
  stepDay(by: -1 | 1): void;
  /** The cell whose history is looked at. */
  cell: Accessor<CellAt | null>;
  showCell(at: CellAt | null): void;
  /** Something was written: what is listed is asked for again. */
  changed(): void;
}

const forever = Number.POSITIVE_INFINITY;
/** The address follows when the slider rests. */
const rest = 300;
/** Panels are asked to look again at most this often. */
const lookAgain = 2_000;

const momentIn = (text: string | undefined): number | null => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null);

export function createTime(worksheetId: string): Time {
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams<{ moment?: string }>();
  const address = () => momentIn(search.moment);
  const [target, setTarget] = createSignal<Target | null>(untrack(address) === null ? null : { after: untrack(address) ?? 0 });
  const [open, setOpen] = createSignal(untrack(target) !== null);
  const [cell, setCell] = createSignal<CellAt | null>(null);

  const at = useQuery(() => {
    const to = target();
    return {
      queryKey: ["sheetHistory", "at", worksheetId, to],
      queryFn: () => api.sheetHistory.at.query({ worksheetId, moment: to ?? { after: 0 } }),
      enabled: to !== null,
      placeholderData: keepPreviousData,
      staleTime: forever,
      gcTime: 60_000,
    };
  });
  // never `data` while there is none: the whole screen would wait for it
  const answer = createMemo(() => (target() !== null && at.isSuccess ? at.data : null));
  const arrived = createMemo(() => answer() !== null && !at.isPlaceholderData);
  const moment = createMemo((): number | null => {
    const to = target();
    if (to === null) return null;
    if (arrived()) return answer()?.moment?.id ?? 0;
    return "after" in to ? to.after : (answer()?.moment?.id ?? 0);
  });

  const [anchor, setAnchor] = createSignal<number | null>(untrack(moment));
  const stopsPages = useInfiniteQuery(() => ({
    queryKey: ["sheetHistory", "stops", worksheetId, anchor()],
    queryFn: ({ pageParam }: { pageParam: PageParam }) => api.sheetHistory.stops.query({ worksheetId, page: pageParam }),
    initialPageParam: (anchor() === null ? null : { around: anchor() ?? 0 }) as PageParam,
    getNextPageParam: (page: Page): PageParam | undefined => (page.older === null ? undefined : { before: page.older }),
    getPreviousPageParam: (page: Page): PageParam | undefined => (page.newer === null ? undefined : { after: page.newer }),
    enabled: open(),
  }));
  const density = useQuery(() => ({
    queryKey: ["sheetHistory", "density", worksheetId],
    queryFn: () => api.sheetHistory.density.query({ worksheetId }),
    enabled: open(),
  }));
  const buckets = createMemo(() => (density.isSuccess ? density.data.buckets : []), [], { equals: false });
  const stops = createMemo(() => (stopsPages.isSuccess ? stopsPages.data.pages.flatMap((page) => page.stops) : []), []);
  const newest = (): number | null => buckets().at(-1)?.upto ?? null;

  // A jump beyond what is listed lists what is around it.
  createEffect(
    on([moment, arrived], ([id, there]) => {
      if (id === null || !there || !stopsPages.isSuccess) return;
      const all = untrack(stops);
      const above = (all[0]?.upto ?? 0) >= id || !untrack(() => stopsPages.hasPreviousPage);
      const below = (all.at(-1)?.from ?? 0) <= id || !untrack(() => stopsPages.hasNextPage);
      if (!above || !below) setAnchor(id);
    }),
  );
  createEffect(() => {
    if (!open()) setAnchor(null);
  });

  let writing: ReturnType<typeof setTimeout> | undefined;
  const write = (id: number | null, soon: boolean) => {
    clearTimeout(writing);
    const run = () => {
      if (untrack(address) !== id)
        setSearch({ moment: id === null ? undefined : String(id) }, { replace: untrack(address) !== null && id !== null, scroll: false });
    };
    if (soon) run();
    else writing = setTimeout(run, rest);
  };
  createEffect(
    on([moment, arrived], ([id, there]) => {
      if (id !== null && there) write(id, false);
    }),
  );
  // a shared link, or Back
  createEffect(
    on(
      address,
      (id) => {
        clearTimeout(writing);
        if (id === untrack(moment)) return;
        setTarget(id === null ? null : { after: id });
        if (id !== null) setOpen(true);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(writing));

  const stop = createMemo((): Stop | null => {
    const id = moment();
    return id === null ? null : (stops().find(({ from }) => from <= id) ?? null);
  });
  /** The update before which nothing is marked: the end of the stop before mine; null while it is not known. */
  const since = createMemo((): number | null => {
    const mine = stop();
    const id = moment();
    if (!mine || id === null) return null;
    // in the midst of a stop: what it has done so far
    if (mine.upto > id) return mine.from - 1;
    if (mine.upto < id) return mine.upto;
    const before = stops()[stops().indexOf(mine) + 1];
    if (before) return before.upto;
    return stopsPages.hasNextPage ? mine.from - 1 : 0;
  });
  const shown = createMemo((): Past | null => {
    const here = answer();
    return here ? pastOf(here) : null;
  });
  const past = createMemo((): PastShown | null => {
    const here = shown();
    const from = since();
    return here && { ...here, changed: (rowId, column) => from !== null && (here.authorOf(rowId, column)?.update ?? 0) > from };
  });

  const go = (to: Target) => {
    setTarget(to);
    setOpen(true);
  };
  const present = () => {
    setTarget(null);
    setAnchor(null);
    write(null, true);
  };
  let looking: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(looking));

  return {
    moment,
    traveling: () => target() !== null,
    past,
    busy: () => target() !== null && !arrived() && !at.isError,
    error: () => (target() !== null ? at.error : null),
    mayRestore: () => answer()?.may.restore === true,
    open,
    setOpen: (to) => {
      setCell(null);
      if (!to && untrack(target) !== null) present();
      setOpen(to);
    },
    buckets,
    stops,
    stop,
    listed: () => stopsPages.isSuccess,
    hasOlder: () => stopsPages.isSuccess && stopsPages.hasNextPage,
    hasNewer: () => stopsPages.isSuccess && stopsPages.hasPreviousPage,
    loadingStops: () => stopsPages.isFetchingNextPage || stopsPages.isFetchingPreviousPage,
    loadOlder: async () => void (await stopsPages.fetchNextPage()),
    loadNewer: async () => void (await stopsPages.fetchPreviousPage()),
    go,
    present,
    first: () => {
      const from = untrack(buckets)[0]?.from;
      if (from !== undefined) go({ after: from });
    },
    async step(by) {
      const id = untrack(moment);
      if (by < 0) {
        const before = () => untrack(stops).find(({ upto }) => id === null || upto < id);
        if (!before() && untrack(() => stopsPages.hasNextPage)) await stopsPages.fetchNextPage();
        const found = before();
        if (found) go({ after: found.upto });
        return;
      }
      if (id === null) return;
      const after = () => untrack(stops).findLast(({ upto }) => upto > id);
      if (!after() && untrack(() => stopsPages.hasPreviousPage)) await stopsPages.fetchPreviousPage();
      const found = after();
      // the last stop is the present, unless somebody is writing
      if (found && found.upto !== newest()) go({ after: found.upto });
      else present();
    },
    stepDay(by) {
      const all = untrack(buckets);
      const id = untrack(moment) ?? forever;
      const here = all.findLast(({ from }) => from <= id)?.day ?? "";
      const days = [...new Map(all.map((bucket) => [bucket.day, bucket.upto]))];
      const found =
        by < 0
          ? days.findLast(([day, upto]) => (id === forever ? day <= here && upto < (newest() ?? 0) : day < here))
          : days.find(([day, upto]) => day >= here && upto > id);
      if (found && !(by > 0 && found[1] === newest())) go({ after: found[1] });
      else if (by > 0) present();
      else if (all[0]) go({ after: all[0].from });
    },
    cell,
    showCell: (to) => setCell(to),
    changed: () => {
      if (!untrack(() => open() || cell() !== null)) return;
      looking ??= setTimeout(() => {
        looking = undefined;
        void queries.invalidateQueries({ queryKey: ["sheetHistory", "stops", worksheetId] });
        void queries.invalidateQueries({ queryKey: ["sheetHistory", "density", worksheetId] });
        void queries.invalidateQueries({ queryKey: ["sheetHistory", "cell", worksheetId] });
      }, lookAgain);
    },
  };
}

/** What is listed is looked at again when the sheet changed, mine once it is on disk. */
export function useTimeBell(time: Time, { doc, unsaved }: { doc: Y.Doc; unsaved: Accessor<number> }): void {
  const ring = () => {
    if (untrack(unsaved) === 0) time.changed();
  };
  doc.on("update", ring);
  onCleanup(() => doc.off("update", ring));
  createEffect(on(unsaved, ring, { defer: true }));
}

const TimeContext = createContext<Time>();
export const TimeProvider = TimeContext.Provider;
export function useTime(): Time {
  const time = useContext(TimeContext);
  if (!time) throw new Error("a part of time travel is outside its sheet");
  return time;
}
