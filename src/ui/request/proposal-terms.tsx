import { For, Show } from "solid-js";
import { pathOf } from "#domain/place.ts";
import { points, type Point, type Terms } from "#domain/proposal.ts";
import type { Schedule } from "#domain/schedule.ts";
import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { proposalWords } from "#words/proposal.ts";
import { requestWords, writeDays, writeHours } from "#words/request.ts";
import { writeNumber } from "#words/words.ts";

/** How a unit of the catalogue is written. */
export function useUnitPath(): (unit: NonNullable<Terms["unit"]>) => string {
  const w = useWords(proposalWords);
  const catalogue = useCatalogue();
  return (unit) => {
    const places = answerOf(catalogue);
    if (!places) return "…";
    const path = pathOf(places, { agencyId: null, ...unit });
    return unit.destinationId === null ? `${path}, ${w().anyUnit}` : path;
  };
}

/** Each point of a proposal beside what was asked; with `onTake` each is ticked or not. */
export function TermsTable(props: {
  schedule: Schedule;
  writeUnit(unit: NonNullable<Terms["unit"]>): string;
  proposal: { terms: Terms; base: Terms };
  taken?: Point[];
  onTake?(point: Point, on: boolean): void;
}) {
  const w = useWords(proposalWords);
  const r = useWords(requestWords);
  const { language } = useLanguage();
  const offered = () => points.filter((point) => props.proposal.terms[point] !== undefined);
  const write = (point: Point, of: Terms): string => {
    const schedule = { ...props.schedule, blocks: [] };
    switch (point) {
      case "dates":
        return of.dates ? `${of.dates.startsOn}\u00A0– ${of.dates.endsOn}` : "";
      case "days":
        return writeDays({ ...schedule, weekdays: of.days ?? null }, language());
      case "hours":
        return of.hours ? writeHours({ ...schedule, ...of.hours }, language()) : "";
      case "size":
        return of.size === undefined ? "" : writeNumber(of.size, language());
      case "unit":
        return of.unit ? props.writeUnit(of.unit) : "";
    }
  };
  return (
    <table class="mt-1 w-full text-sm">
      <thead>
        <tr class="text-left text-xs text-muted">
          <th scope="col" class="py-0.5 pr-3 font-medium">
            {w().point}
          </th>
          <th scope="col" class="py-0.5 pr-3 font-medium">
            {w().asked}
          </th>
          <th scope="col" class="py-0.5 font-medium">
            {w().proposed}
          </th>
          <Show when={props.onTake}>
            <th scope="col">
              <span class="sr-only">{r().moves.accept}</span>
            </th>
          </Show>
        </tr>
      </thead>
      <tbody>
        <For each={offered()}>
          {(point) => (
            <tr class="align-top">
              <th scope="row" class="py-0.5 pr-3 text-left font-normal text-muted">
                {w().points[point]}
              </th>
              <td class="py-0.5 pr-3 break-words text-muted tabular-nums line-through decoration-muted/60">
                {write(point, props.proposal.base)}
              </td>
              <td class="py-0.5 font-medium break-words tabular-nums">{write(point, props.proposal.terms)}</td>
              <Show when={props.onTake}>
                {(take) => (
                  <td class="w-8 text-right">
                    <Checkbox
                      aria-label={w().take(w().points[point])}
                      checked={props.taken?.includes(point) ?? false}
                      onChange={(on) => take()(point, on)}
                    />
                  </td>
                )}
              </Show>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
