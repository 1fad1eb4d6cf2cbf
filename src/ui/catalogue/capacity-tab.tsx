import { useWords } from "#ui/language.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { PlaceLine, PlaceLines } from "./place-line.tsx";
import { Show } from "solid-js";
import type { Place } from "./place-values.ts";

/** How many a place takes: a destination says it, what lies above says how much is open under it. */
export function CapacityTab(props: { place: Place }) {
  const w = useWords(catalogueWords);
  const below = () => (props.place.level === "destination" ? null : w().openBelow[props.place.level](props.place.open));
  return (
    <PlaceLines>
      <Show when={props.place.level === "destination"}>
        <PlaceLine label={w().fields.capacity}>{props.place.capacity === null ? w().notSaid : w().places(props.place.capacity)}</PlaceLine>
        <PlaceLine label={w().fields.largestGroup}>{props.place.largestGroup ?? w().notSaid}</PlaceLine>
      </Show>
      <Show when={below()}>{(text) => <PlaceLine label={w().contains}>{text()}</PlaceLine>}</Show>
    </PlaceLines>
  );
}
