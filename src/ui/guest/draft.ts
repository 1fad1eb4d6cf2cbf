import { createSignal, onCleanup, onMount } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { GuestDraft } from "#domain/guest.ts";
import { api, refusalIn } from "#ui/client.ts";
import type { GuestEntry } from "./guest-query.ts";

/** Typing pauses this long, in milliseconds, before it is sent. */
const pause = 600;
/** After a failure, until it is tried again. */
const again = 4_000;

/**
 * A draft as one types it: kept on the server, one save after the other, each over the revision this page knows. When another device wrote
 * meanwhile, what is there is shown (`elsewhere`); a page with nothing of its own to save follows the other by itself.
 */
export function useDraft(of: { token: string; entry: GuestEntry; onElsewhere(): Promise<unknown> }) {
  const [values, setValues] = createStore<GuestDraft>(structuredClone(unwrap(of.entry.draft)));
  const [state, setState] = createSignal<"saved" | "unsaved" | "saving">("saved");
  const [elsewhere, setElsewhere] = createSignal(false);
  let revision = of.entry.revision;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let dirty = false;

  const save = async (): Promise<void> => {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    setState("saving");
    try {
      const draft = structuredClone(unwrap(values));
      ({ revision } = await api.guest.save.mutate({ token: of.token, entryId: of.entry.id, revision, draft }));
      setState(dirty ? "unsaved" : "saved");
    } catch (error) {
      if (refusalIn(error)?.code === "draft-elsewhere") {
        setElsewhere(true);
        setState("saved");
        // Once this save is over: what comes back is taken up.
        setTimeout(() => void of.onElsewhere().catch(() => {}));
        return;
      }
      if (refusalIn(error)) throw error;
      dirty = true;
      setState("unsaved");
      timer = setTimeout(() => void flush().catch(() => {}), again);
    }
  };
  /** Everything typed until now is on the server; one save at a time. */
  async function flush(): Promise<void> {
    while (running) await running;
    running = save().finally(() => (running = null));
    await running;
  }

  const touched = () => {
    dirty = true;
    setElsewhere(false);
    setState("unsaved");
    clearTimeout(timer);
    timer = setTimeout(() => void flush().catch(() => {}), pause);
  };
  const set = <Name extends keyof GuestDraft>(name: Name, value: GuestDraft[Name]) => {
    setValues({ [name]: value } as never);
    touched();
  };
  onMount(() => {
    // A telephone that is put away may never come back to this page.
    const leave = () => {
      if (document.visibilityState === "hidden" && dirty) void flush().catch(() => {});
    };
    document.addEventListener("visibilitychange", leave);
    onCleanup(() => document.removeEventListener("visibilitychange", leave));
  });
  onCleanup(() => {
    clearTimeout(timer);
    if (dirty) void flush().catch(() => {});
  });
  return {
    values,
    set,
    state,
    elsewhere,
    flush,
    revision: () => revision,
    /** Takes up what another device wrote, when nothing typed here is at stake. */
    follow(entry: GuestEntry) {
      if (entry.revision <= revision || dirty || running) return;
      revision = entry.revision;
      // Where one is in the wizard is one's own.
      setValues(reconcile({ ...structuredClone(unwrap(entry.draft)), step: values.step }));
    },
    /** For a text control: `<TextInput {...draft.field("course")} />`. */
    field: <Name extends keyof GuestDraft & string>(name: Name) => ({
      get value() {
        return values[name];
      },
      onChange: (value: GuestDraft[Name]) => set(name, value),
      name,
    }),
  };
}
export type Draft = ReturnType<typeof useDraft>;
