import { Show, For, type JSX } from "solid-js";
import { hoursKept } from "#domain/request-tag.ts";
import { placeOf } from "#domain/reservation.ts";
import { ProfileLink } from "#ui/catalogue/profile-link.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { OccupancyLink } from "#ui/occupancy/occupancy-link.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { UnitReservation } from "#ui/reservation/unit-reservation.tsx";
import { requestWords, writeDays, writeHours } from "#words/request.ts";
import { tagWords } from "#words/request-tag.ts";
import { writeNumber } from "#words/words.ts";
import { CalendarSection } from "./calendar-section.tsx";
import type { OpenRequest } from "./request-panel.tsx";

/** Names of things and what they are, in two columns. */
export function Facts(props: { rows: (readonly [string, JSX.Element] | null)[] }) {
  return (
    <dl class="grid grid-cols-[minmax(7rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
      <For each={props.rows.filter((row) => row !== null)}>
        {([name, value]) => (
          <>
            <dt class="text-muted">{name}</dt>
            <dd class="min-w-0 break-words">{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

/** In the place of something that nobody said. */
export function Open(props: { text: string }) {
  return <span class="text-muted italic">{props.text}</span>;
}

/** Where it is asked for, and what can be looked at there. */
export function WhereSection(props: { of: OpenRequest }) {
  const w = useWords(requestWords);
  return (
    <PanelSection title={w().panel.where}>
      <Facts
        rows={[
          props.of.side === "placing" ? null : [w().columns.school, props.of.school.name],
          [w().panel.receiving, props.of.place.receiving ?? <Open text={w().toChoose} />],
          [w().panel.site, props.of.place.site ?? <Open text={w().toChoose} />],
          [w().panel.service, props.of.place.service ?? <Open text={w().toChoose} />],
          [w().panel.destination, props.of.place.destination ?? <Open text={w().anyUnit} />],
        ]}
      />
      <Show when={props.of.place.destinationId}>
        {(unitId) => (
          <div class="mt-2 flex flex-col gap-1.5">
            <ProfileLink placeId={unitId()} class="self-start" />
            <UnitReservation destinationId={unitId()} place={props.of.may.reserve ? placeOf(unitId(), props.of.schedule) : undefined} />
          </div>
        )}
      </Show>
    </PanelSection>
  );
}

/** Its dates, days and hours, day by day if wanted. */
export function WhenSection(props: { of: OpenRequest }) {
  const w = useWords(requestWords);
  const t = useWords(tagWords);
  const { language } = useLanguage();
  const hours = () => hoursKept(props.of);
  return (
    <PanelSection title={w().panel.when}>
      <Facts
        rows={[
          [w().columns.dates, <span class="tabular-nums">{`${props.of.schedule.startsOn}\u00A0– ${props.of.schedule.endsOn}`}</span>],
          [w().panel.days, writeDays(props.of.schedule, language())],
          [w().panel.hours, writeHours(props.of.schedule, language())],
          props.of.schedule.blocks.length === 0
            ? null
            : [
                w().panel.blocks,
                <span class="tabular-nums">{props.of.schedule.blocks.map(({ from, to }) => `${from}\u00A0– ${to}`).join(", ")}</span>,
              ],
          (props.of.schedule.pauses ?? []).length === 0
            ? null
            : [
                t().name.suspended,
                <span class="tabular-nums">
                  {(props.of.schedule.pauses ?? []).map(({ from, to }) => `${from}\u00A0– ${to}`).join(", ")}
                </span>,
              ],
          hours() === null ? null : [w().panel.total, `${writeNumber(hours() ?? 0, language())}\u00A0h`],
        ]}
      />
      <CalendarSection id={props.of.id} schedule={props.of.schedule} side={props.of.side} />
      <OccupancyLink of={props.of} />
    </PanelSection>
  );
}

/** How many, and by name those whom this side may know. */
export function WhoSection(props: { of: OpenRequest }) {
  const w = useWords(requestWords);
  const { language } = useLanguage();
  return (
    <PanelSection title={w().panel.who}>
      <p class="text-sm">
        {props.of.kind === "group" ? w().group(props.of.size) : w().individual}
        <Show when={props.of.placementType}>
          {(type) => <span class="text-muted">, {language() === "fr" ? type().fr : type().en}</span>}
        </Show>
      </p>
      <Show
        when={props.of.students.length > 0}
        fallback={
          <p class="mt-1 text-sm text-muted">
            {!props.of.withNames
              ? w().panel.nameless
              : props.of.side === "placing"
                ? w().panel.nobodyYet
                : w().panel.namesLater(props.of.size)}
          </p>
        }
      >
        <ul class="mt-1.5 columns-1 text-sm sm:columns-2">
          <For each={props.of.students}>
            {(student) => (
              <li class="break-inside-avoid py-0.5">
                {student.name}
                <For each={[student.number, student.email, student.phone].filter((one) => one !== null)}>
                  {(given) => <span class="ml-1.5 text-xs text-muted">{given}</span>}
                </For>
                <Show when={props.of.side === "placing"}>
                  <span class="ml-1.5 text-xs text-muted">{student.state === "confirmed" ? w().panel.confirmed : w().panel.held}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.of.origin}>
        {(origin) => (
          <div class="mt-2 flex flex-wrap gap-2">
            <ButtonLink size="sm" href={`/fiches/${origin().worksheetId}`}>
              {w().panel.toSheet}
            </ButtonLink>
            <Show when={props.of.status === "accepted" || props.of.status === "confirmed"}>
              <ButtonLink size="sm" href={`/fiches/${origin().worksheetId}/affectation`}>
                {w().panel.toAssign}
              </ButtonLink>
            </Show>
          </div>
        )}
      </Show>
    </PanelSection>
  );
}
