import { HistoryPanel } from "#ui/history/history-panel.tsx";
import type { Place } from "./place-values.ts";

/** Who changed what of a place, and when. */
export function HistoryTab(props: { place: Place }) {
  return <HistoryPanel about={props.place.id} />;
}
