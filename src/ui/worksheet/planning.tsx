import { lazy, Match, Suspense, Switch } from "solid-js";

// Opened now and then: they come when they are asked for.
const AddPlaces = lazy(async () => ({ default: (await import("./add-places.tsx")).AddPlaces }));
const CopyDialog = lazy(async () => ({ default: (await import("./copy-dialog.tsx")).CopyDialog }));

/** Where rows come from besides typing: the catalogue, and other sheets. */
export type PlanningFrom = "places" | "copy";

/** The box of what is asked for, if anything is. */
export function Planning(props: { from: PlanningFrom | null; text: string; onClose(): void }) {
  return (
    <Suspense>
      <Switch>
        <Match when={props.from === "places"}>
          <AddPlaces text={props.text} onClose={props.onClose} />
        </Match>
        <Match when={props.from === "copy"}>
          <CopyDialog onClose={props.onClose} />
        </Match>
      </Switch>
    </Suspense>
  );
}
