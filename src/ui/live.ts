import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, onCleanup, onMount } from "solid-js";
import { topicOf, type EventKind, type LiveEvent } from "#domain/event.ts";
import { api, refusalIn } from "./client.ts";

export type Connection = "live" | "connecting" | "offline";

const [connection, setConnection] = createSignal<Connection>("connecting");
/** Whether live events arrive; the pill shows it. */
export { connection };

/**
 * Which queries an event makes old: the first segment of their key. A request's move changes worksheets' statuses and
 * assignment grids too, so `request` events refresh all three.
 */
const staleAfter: Record<string, string[]> = {
  request: ["request", "worksheet", "assignment", "cohort", "history"],
  assignment: ["assignment", "request", "worksheet", "cohort", "history"],
  worksheet: ["worksheet", "cohort", "history"],
  shelf: ["shelf", "history"],
  enrolment: ["enrolment", "student", "worksheet", "assignment", "cohort", "history"],
  student: ["student", "enrolment", "assignment", "history"],
  programme: ["programme", "cohort", "history"],
  course: ["programme", "cohort", "history"],
  term: ["term", "cohort", "history"],
  cohort: ["cohort", "history"],
  "cohort-course": ["cohort", "worksheet", "history"],
  catalogue: ["catalogue", "history"],
  person: ["people", "catalogue", "history"],
  account: ["people", "history", "account"],
  role: ["people", "account", "history"],
};

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

/** Opens the page's one subscription; mounted once, by the frame. Events of one turn refresh each query once. */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  onMount(() => {
    const stale = new Set<string>();
    let scheduled = false;
    const refresh = () => {
      scheduled = false;
      const roots = new Set(stale);
      stale.clear();
      void queries.invalidateQueries({ predicate: (query) => roots.has(String(query.queryKey[0])) });
    };
    // What the socket last said, to come back to when the browser is online again: a feed that never dropped says nothing new.
    let feed: Connection = "connecting";
    const subscription = api.live.events.subscribe(undefined, {
      onData: ({ data }) => {
        for (const root of staleAfter[topicOf(data.kind)] ?? []) stale.add(root);
        if (!scheduled) {
          scheduled = true;
          queueMicrotask(refresh);
        }
        for (const listener of listeners) listener(data);
      },
      onConnectionStateChange: (state) => {
        feed = state.state === "pending" ? "live" : "connecting";
        setConnection(feed);
      },
      onError: (error) => {
        // The session ended elsewhere (signed out, disabled): nothing of the signed-in person stays on the screen.
        if (refusalIn(error)?.code === "sign-in-needed")
          location.assign(`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`);
        else setConnection("offline");
      },
    });
    const offline = () => setConnection("offline");
    const online = () => setConnection(feed);
    window.addEventListener("offline", offline);
    window.addEventListener("online", online);
    onCleanup(() => {
      subscription.unsubscribe();
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", online);
    });
  });
}
