import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, onCleanup, onMount } from "solid-js";
import { topicOf, type EventKind, type LiveEvent } from "#domain/event.ts";
import { refreshStale } from "./live-refresh.ts";
import { followEvents } from "./live-source.ts";
import { browserWays } from "./live-ways.ts";

export type Connection = "live" | "connecting" | "offline";

const [connection, setConnection] = createSignal<Connection>("connecting");
/** Whether live events arrive; the pill shows it. */
export { connection };
const [fallback, setFallback] = createSignal(false);
/** Whether they come without a socket, which this network lets through none of. */
export { fallback };

/**
 * Which queries an event makes old: the first segment of their key. A request's move changes worksheets' statuses and
 * assignment grids too, so `request` events refresh all three.
 */
const staleAfter: Record<string, string[]> = {
  call: ["search", "call", "history", "deadline"],
  request: [
    "search",
    "call",
    "request",
    "routing",
    "supervision",
    "check",
    "print",
    "worksheet",
    "assignment",
    "matching",
    "scenario",
    "enrolment",
    "cohort",
    "occupancy",
    "sharing",
    "history",
    "viewer",
    "closures-met",
    "conflict",
    "deadline",
  ],
  supervision: ["supervision", "history", "assignment", "conflict", "deadline"],
  printout: ["print", "history"],
  letter: ["print", "letter", "history"],
  guest: ["guest", "request", "history"],
  reply: ["print", "letter", "history"],
  document: ["document", "history"],
  "letter-template": ["letter", "history"],
  "delivery-setting": ["print", "letter", "history"],
  assignment: ["call", "assignment", "matching", "scenario", "request", "worksheet", "enrolment", "cohort", "history", "conflict"],
  conflict: ["conflict", "assignment", "history"],
  worksheet: ["search", "worksheet", "cohort", "enrolment", "assignment", "history", "conflict"],
  proposal: ["proposal", "request", "history"],
  comment: ["comment", "request", "history"],
  condition: ["condition", "request", "history", "deadline"],
  notice: ["notice", "history"],
  reminder: ["reminder", "history"],
  shelf: ["shelf", "history"],
  matching: ["matching", "history"],
  enrolment: ["enrolment", "student", "matching", "scenario", "worksheet", "assignment", "cohort", "history", "conflict"],
  choice: ["choice", "enrolment", "student", "assignment", "matching", "history", "deadline"],
  student: ["search", "student", "matching", "consent", "enrolment", "assignment", "history", "conflict", "deadline"],
  programme: ["search", "programme", "cohort", "history"],
  course: ["search", "programme", "cohort", "history"],
  term: ["term", "cohort", "history", "assignment", "conflict", "deadline"],
  cohort: ["search", "cohort", "history"],
  "closed-day": ["closed-day", "request", "term", "history"],
  "cohort-course": ["cohort", "worksheet", "history", "assignment", "conflict"],
  catalogue: [
    "search",
    "catalogue",
    "profile",
    "contact",
    "routing",
    "occupancy",
    "supply",
    "capacity",
    "history",
    "assignment",
    "conflict",
    "deadline",
  ],
  profile: ["profile", "catalogue", "history", "assignment", "conflict"],
  survey: ["survey", "history"],
  overlap: ["check"],
  // the picture asks for the place alone that changed (ui/supply)
  supply: [],
  sharing: ["sharing", "history"],
  look: ["look"],
  "notice-page": ["notice-page"],
  bounce: ["bounce", "letter", "notice"],
  scenario: ["scenario"],
  watch: ["watch"],
  // what one tidied on another page of one's own: its counts, its lists, what is new
  welcome: ["welcome", "request", "history"],
  reservation: ["reservation", "history"],
  closure: ["closure", "matching", "closures-met", "check", "occupancy", "supply", "capacity", "history", "assignment", "conflict"],
  capacity: ["capacity", "occupancy", "supply", "check", "catalogue", "placeSearch", "history", "assignment", "conflict"],
  agreement: ["agreement", "check", "history", "assignment", "conflict"],
  zone: ["zone", "check", "history", "assignment", "conflict"],
  reason: ["reason", "history"],
  board: ["board", "display", "history"],
  display: ["display", "board", "history"],
  person: ["search", "people", "catalogue", "supervision", "history", "viewer"],
  account: ["people", "history", "account", "contact", "routing", "viewer"],
  role: ["people", "account", "contact", "routing", "history", "viewer"],
};

/** The queries an event makes old, by the first segment of their key. */
export const madeOldBy = (kind: EventKind): readonly string[] => staleAfter[topicOf(kind)] ?? [];

const listeners = new Set<(event: LiveEvent) => void>();

/** Calls back with each event of the given kinds while the component lives. */
export function onLive(kinds: EventKind[] | "all", listener: (event: LiveEvent) => void): void {
  const wrapped = (event: LiveEvent) => {
    if (kinds === "all" || kinds.includes(event.kind)) listener(event);
  };
  onMount(() => {
    listeners.add(wrapped);
    onCleanup(() => listeners.delete(wrapped));
  });
}

/**
 * For the `meta` of a query whose screen follows the changes of seats by itself (`onLive`): they do not refresh it; everything else that
 * happens does.
 */
export const followsSeats = { followsSeats: true } as const;

/**
 * Opens the page's one line of events, after what the page was made of; mounted once, by the frame. Events of one turn refresh each query
 * once. `after` is the number of the last event before the page asked for anything.
 */
export function useLiveEvents(after: number | null): void {
  const queries = useQueryClient();
  onMount(() => {
    const stale = new Set<string>();
    /** Made old by changes of seats alone. */
    const reseated = new Set<string>();
    let scheduled = false;
    const refresh = () => {
      scheduled = false;
      const roots = new Set(stale);
      const seats = new Set(reseated);
      stale.clear();
      reseated.clear();
      refreshStale(queries, ({ queryKey, meta }) => {
        const root = String(queryKey[0]);
        return roots.has(root) || (seats.has(root) && meta?.followsSeats !== true);
      });
    };
    // What the socket last said, to come back to when the browser is online again: a feed that never dropped says nothing new.
    let feed: Connection = "connecting";
    const following = followEvents(browserWays, {
      after,
      event: (event) => {
        const topic = topicOf(event.kind);
        for (const root of madeOldBy(event.kind)) (topic === "assignment" ? reseated : stale).add(root);
        if (!scheduled) {
          scheduled = true;
          queueMicrotask(refresh);
        }
        for (const listener of listeners) listener(event);
      },
      state: (state, way) => {
        feed = state;
        setConnection(state);
        setFallback(way !== "socket");
      },
      // The session ended elsewhere (signed out, disabled): nothing of the signed-in person stays on the screen.
      signedOut: () => location.assign(`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`),
    });
    const offline = () => setConnection("offline");
    const online = () => {
      setConnection(feed);
      following.again();
    };
    window.addEventListener("offline", offline);
    window.addEventListener("online", online);
    onCleanup(() => {
      following.stop();
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", online);
    });
  });
}
