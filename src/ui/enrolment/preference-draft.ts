import { batch, createMemo, createSignal, onCleanup, onMount, untrack } from "solid-js";
import { createStore, produce, reconcile, unwrap } from "solid-js/store";
import type { Preference } from "#domain/preference.ts";
import type { EnrolledRow } from "./enrolled-list.ts";

/** A preference as it is being written: empty until a place is chosen. */
export interface Wish extends Preference {
  key: string;
}

/** What somebody has written of a student's preferences, and what she saw of them when she began, with its version. */
export interface Draft {
  saw: number;
  base: Preference[];
  wishes: Wish[];
}

let made = 0;
export const newWish = (of: Preference = { path: "", comment: "", place: null }): Wish => ({ ...of, key: `w${(made += 1)}` });

/** What of a draft is sent: choices with a place or a text. */
export const written = ({ wishes }: Draft): Preference[] =>
  wishes.flatMap(({ path, comment, place }) => (path.trim() === "" ? [] : [{ path: path.trim(), comment: comment.trim(), place }]));

const same = (one: Preference[], other: Preference[]): boolean =>
  one.length === other.length && one.every(({ path, comment }, at) => path === other[at]?.path && comment === other[at]?.comment);

const prefix = "concerto.draft.preferences:";

/** The unsaved preferences of a course's students: kept as one types, through a reload and a lost session, as a form's draft is. */
export function useDrafts(cohortCourseId: string) {
  const [drafts, setDrafts] = createStore<Record<string, Draft>>({});
  const [kept, setKept] = createSignal(0);
  const store = (work: (storage: Storage, key: string) => void): void => {
    try {
      work(sessionStorage, prefix + cohortCourseId);
    } catch {
      // a browser that keeps nothing: the page itself still does
    }
  };
  const keep = () =>
    store((storage, key) => {
      const now = Object.entries(unwrap(drafts)).filter(([studentId]) => isDirty(studentId));
      if (now.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(Object.fromEntries(now)));
    });
  const isDirty = (studentId: string): boolean => {
    const draft = drafts[studentId];
    return draft !== undefined && !same(written(draft), draft.base);
  };
  const dirty = createMemo(() => Object.keys(drafts).filter(isDirty));
  const warn = (event: BeforeUnloadEvent) => {
    if (dirty().length > 0) event.preventDefault();
  };
  // After the page is hydrated: the server does not know drafts.
  onMount(() => {
    store((storage, key) => {
      const found = storage.getItem(key);
      if (!found) return;
      const before = JSON.parse(found) as Record<string, Draft>;
      const fresh = Object.entries(before).map(
        ([studentId, draft]) => [studentId, { ...draft, wishes: draft.wishes.map((one) => newWish(one)) }] as const,
      );
      setDrafts(reconcile(Object.fromEntries(fresh)));
      setKept(fresh.length);
    });
    window.addEventListener("beforeunload", warn);
    onCleanup(() => window.removeEventListener("beforeunload", warn));
  });
  /** Untracked: whoever calls it for hundreds is not to be called again for each. */
  const begin = (rows: readonly EnrolledRow[]): void => batch(() => untrack(() => rows.forEach(beginOne)));
  const beginOne = (row: EnrolledRow): void => {
    const draft = drafts[row.studentId];
    // Untouched, it follows what a colleague saves; touched, it waits for its author to choose.
    if (draft && (draft.saw === row.preferencesVersion || isDirty(row.studentId))) return;
    setDrafts(row.studentId, {
      saw: row.preferencesVersion,
      base: row.preferences.map((one) => ({ ...one })),
      wishes: row.preferences.map((one) => newWish(one)),
    });
  };
  return {
    of: (studentId: string): Draft | undefined => drafts[studentId],
    /** Students whose draft is not what is stored. */
    dirty,
    isDirty,
    /** How many were taken up from an earlier visit. */
    kept,
    forgetKept: () => setKept(0),
    begin,
    /** Changes a student's choices, which are a draft from then on. */
    edit(row: EnrolledRow, change: (wishes: Wish[]) => Wish[]): void {
      begin([row]);
      setDrafts(row.studentId, "wishes", reconcile(change([...(unwrap(drafts)[row.studentId]?.wishes ?? [])]), { key: "key" }));
      keep();
    },
    /** Mine over a colleague's that I have now seen. */
    mine(row: EnrolledRow): void {
      setDrafts(row.studentId, { saw: row.preferencesVersion, base: row.preferences.map((one) => ({ ...one })) });
      keep();
    },
    drop(studentIds: string[]): void {
      setDrafts(
        produce((all) => {
          for (const studentId of studentIds) delete all[studentId];
        }),
      );
      keep();
    },
  };
}

export type Drafts = ReturnType<typeof useDrafts>;
