import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { bands, type Band } from "#domain/capacity.ts";
import { addDays, dayIn, type Day } from "#domain/dates.ts";
import { freeOf, takenOf } from "#domain/supply.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { WatchButton } from "#ui/watch/watch-button.tsx";
import { writeBand } from "#words/capacity.ts";
import { supplyWords } from "#words/supply.ts";
import { placeKey, type PlaceRow } from "./supply-rows.ts";

type Answer = Outputs["supply"]["place"];
const every = new Set(["confirmed", "accepted", "pending", "ghost"] as const);

/** One place in one week: what is free in each shift, and from here a place is taken to a sheet, or the schools that asked (R503). */
export function PlacePanel(props: {
  place: PlaceRow;
  name: string;
  monday: Day;
  side: "placing" | "receiving" | undefined;
  discipline: string | null;
  weekdays: number[] | null;
  band: Band | null;
  onClose(): void;
}) {
  const w = useWords(supplyWords);
  const p = () => w().panel;
  const asked = () => ({
    side: props.side,
    on: props.monday,
    placeId: placeKey(props.place),
    discipline: props.discipline,
    weekdays: props.weekdays,
  });
  const answer = useQuery(() => ({ queryKey: ["supply", "place", asked()], queryFn: () => api.supply.place.query(asked()) }));
  // of this place in this week, as the picture is narrowed; a week that is over has nothing to come
  const watched = (id: string) => {
    const [today, last] = [dayIn(new Date()), addDays(props.monday, 6)];
    const dates = last < today ? { from: today, to: addDays(today, 6) } : { from: props.monday > today ? props.monday : today, to: last };
    const { discipline, band, weekdays } = props;
    const where = { level: "destination" as const, id };
    return { question: { kind: "room" as const, count: 2, discipline, where, band, weekdays, ...dates }, names: { [id]: props.name } };
  };
  const placing = () => answerOf(answer)?.side === "placing";
  return (
    <SidePanel
      title={props.name}
      crumb={
        <>
          {[props.place.agency, props.place.site, ...(props.place.name === "" ? [] : [props.place.service])].join(" / ")}
          <span class="block first-letter:uppercase">{w().week(props.monday, addDays(props.monday, 6))}</span>
        </>
      }
      onClose={props.onClose}
      actions={
        <Show when={props.place.destinationId}>
          {(unit) => (
            <>
              <Show when={answerOf(answer) && !placing()}>
                <ButtonLink kind="quiet" href={`/occupation?vue=trimestre&du=${props.monday}&unite=${unit()}`}>
                  {p().occupancy}
                </ButtonLink>
              </Show>
              <WatchButton of="room" question={() => watched(unit())} />
              <ButtonLink href={`/milieux/${unit()}`}>{p().place}</ButtonLink>
            </>
          )}
        </Show>
      }
    >
      <Show when={!answer.isError} fallback={<Mishap error={answer.error} />}>
        <Show when={answerOf(answer)} fallback={<Skeleton rows={6} />}>
          {(found) => (
            <div class="flex flex-col gap-1">
              <Shifts of={found()} band={props.band} />
              <Facts of={found()} />
              <Show when={found().side === "placing"} fallback={<Schools of={found()} />}>
                <Sheets of={found()} name={props.name} />
                <Own of={found()} />
              </Show>
            </div>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

/** The three shifts of the week, each on its fullest day: what is free first. */
function Shifts(props: { of: Answer; band: Band | null }) {
  const w = useWords(supplyWords);
  const { language } = useLanguage();
  const shown = () => props.of.shifts.filter(({ band }) => props.band === null || band === props.band);
  const rows = () =>
    (shown().length > 0 ? shown() : props.of.shifts).toSorted((one, other) => bands.indexOf(one.band) - bands.indexOf(other.band));
  return (
    <table class="w-full text-sm tabular-nums">
      <caption class="pb-1 text-left text-xs text-muted">{w().panel.caption}</caption>
      <thead class="text-xs text-muted">
        <tr class="border-b border-line">
          <th scope="col" class="py-1 text-left font-medium">
            {w().panel.shift}
          </th>
          <For each={[w().panel.free, w().panel.taken, w().panel.room]}>
            {(name) => (
              <th scope="col" class="px-2 py-1 text-right font-medium">
                {name}
              </th>
            )}
          </For>
          <Show when={props.of.ghosts}>
            <th scope="col" class="py-1 pl-2 text-right font-medium">
              {w().panel.ghost}
            </th>
          </Show>
        </tr>
      </thead>
      <tbody>
        <For each={rows()}>
          {(cell) => {
            const free = () => freeOf(cell, every);
            const taken = () => takenOf(cell, every);
            const over = () => cell.room !== null && taken() > cell.room;
            return (
              <tr class="border-b border-line">
                <th scope="row" class="py-1.5 text-left font-normal">
                  {writeBand(cell.band, language())}
                </th>
                <td class="px-2 py-1.5 text-right font-semibold" classList={{ "text-done": (free() ?? 0) > 0, "text-danger": over() }}>
                  {free() ?? "?"}
                </td>
                <td class="px-2 py-1.5 text-right">
                  {taken()}
                  <Show when={over()}>
                    <span class="block text-xs font-medium text-danger">{w().overBy(taken() - (cell.room ?? 0))}</span>
                  </Show>
                  <Show when={cell.own > 0}>
                    <span class="block text-xs text-muted">{w().own(cell.own)}</span>
                  </Show>
                </td>
                <td class="px-2 py-1.5 text-right">{cell.room ?? "?"}</td>
                <Show when={props.of.ghosts}>
                  <td class="py-1.5 pl-2 text-right text-muted">{cell.ghost === 0 ? "–" : cell.ghost}</td>
                </Show>
              </tr>
            );
          }}
        </For>
      </tbody>
    </table>
  );
}

function Facts(props: { of: Answer }) {
  const w = useWords(supplyWords);
  const p = () => w().panel;
  return (
    <ul class="flex flex-col gap-0.5 py-2 text-sm text-muted">
      <For each={props.of.closures}>
        {({ startsOn, endsOn, reason }) => <li class="font-medium text-danger">{p().closure(startsOn, endsOn, reason)}</li>}
      </For>
      <Show when={props.of.place.largestGroup}>{(most) => <li>{p().largest(most())}</li>}</Show>
      <Show when={props.of.place.disciplines.length > 0}>
        <li>{p().receives(props.of.place.disciplines.join(", "))}</li>
      </Show>
    </ul>
  );
}

/** Where a place is taken: the sheets of courses that are taught that week, those that lack most first. */
function Sheets(props: { of: Answer; name: string }) {
  const w = useWords(supplyWords);
  const p = () => w().panel;
  return (
    <PanelSection title={p().plan}>
      <Show when={props.of.sheets.length > 0} fallback={<p class="text-sm text-muted">{p().planNone}</p>}>
        <p class="mb-2 text-sm text-muted">{p().planText}</p>
        <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
          <For each={props.of.sheets}>
            {(sheet) => (
              <li class="flex items-center gap-3 px-3 py-2 text-sm">
                <A
                  class="min-w-0 flex-1 font-medium text-accent hover:underline"
                  href={`/fiches/${sheet.worksheetId}?milieu=${encodeURIComponent(searchOf(props.of))}`}
                >
                  {p().toSheet(sheet.course, sheet.cohort)}
                </A>
                <span class="shrink-0 text-xs text-muted tabular-nums">
                  {sheet.needed > sheet.planned ? p().missing(sheet.needed - sheet.planned) : p().complete}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </PanelSection>
  );
}

/** What the sheet's search is asked for: the path of the place. */
const searchOf = ({ place }: Answer): string => [place.site, place.service, place.name].filter((one) => one !== "").join(" ");

function Own(props: { of: Answer }) {
  const w = useWords(supplyWords);
  const p = () => w().panel;
  return (
    <PanelSection title={p().own}>
      <Show when={props.of.own.length > 0} fallback={<p class="text-sm text-muted">{p().ownNone}</p>}>
        <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
          <For each={props.of.own}>
            {(one) => (
              <li class="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-sm">
                <A class="font-semibold text-accent hover:underline" href={`/sorties/${one.id}`} aria-label={p().request(one.reference)}>
                  {one.reference}
                </A>
                <span class="min-w-0 flex-1">{`${one.course.number} ${one.course.name}`}</span>
                <span class="tabular-nums">{one.size}</span>
                <StatusChip status={one.status} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </PanelSection>
  );
}

function Schools(props: { of: Answer }) {
  const w = useWords(supplyWords);
  const p = () => w().panel;
  const ghosts = () => Math.max(0, ...props.of.shifts.map(({ ghost }) => ghost));
  return (
    <PanelSection title={p().schools}>
      <Show when={props.of.schools.length > 0} fallback={<p class="text-sm text-muted">{p().schoolsNone}</p>}>
        <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
          <For each={props.of.schools}>
            {(school) => (
              <li class="flex flex-wrap items-center gap-x-3 px-3 py-2 text-sm">
                <span class="min-w-0 flex-1 font-medium">{school.name}</span>
                <span class="text-muted tabular-nums">{p().schoolLine(school.accepted, school.waiting)}</span>
                <Show when={props.of.may.open} fallback={<span class="text-xs text-muted">{p().requests(school.requests)}</span>}>
                  <A
                    class="text-accent hover:underline"
                    href={`/demandes?etat=tous&periode=all&organisme=${school.id}${props.of.place.destinationId ? `&unite=${props.of.place.destinationId}` : ""}`}
                  >
                    {p().requests(school.requests)}
                  </A>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={ghosts() > 0}>
        <p class="mt-2 rounded-lg border border-dashed border-line-strong px-3 py-2 text-sm text-muted">{p().ghosts(ghosts())}</p>
      </Show>
    </PanelSection>
  );
}
