import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show, Suspense, type JSX } from "solid-js";
import CalendarDays from "lucide-solid/icons/calendar-days";
import HeartHandshake from "lucide-solid/icons/heart-handshake";
import Mail from "lucide-solid/icons/mail";
import { answerOf } from "#ui/answer.ts";
import { FileMenu } from "#ui/calendar/file-menu.tsx";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { unitViewWords, writeLongDay, writeTimes } from "#words/unit-view.ts";

type Mine = Outputs["supervision"]["mine"];
type Place = Mine["places"][number];

/** `/demandes` of a supervisor: her own placements (F-224). */
export function MyPlacesScreen(props: { children?: JSX.Element }) {
  const w = useWords(supervisionWords);
  return (
    <Screen title={w().mine.title}>
      <MyPlaces />
      <Suspense>{props.children}</Suspense>
    </Screen>
  );
}

/** A supervisor's own placements, phone first, with when she is expected next. */
export function MyPlaces() {
  const w = useWords(supervisionWords);
  const query = useQuery(() => ({ queryKey: ["supervision", "mine"], queryFn: () => api.supervision.mine.query() }));
  const mine = () => answerOf(query);
  const over = (one: Place, today: string) => one.status === "cancelled" || one.schedule.endsOn < today;
  const parted = () => {
    const known = mine();
    if (!known) return undefined;
    return {
      now: known.places.filter((one) => !over(one, known.today)),
      past: known.places.filter((one) => over(one, known.today)),
    };
  };
  return (
    <div class="mx-auto flex w-full max-w-3xl flex-col gap-6 pb-8">
      <Show when={parted()} fallback={<Skeleton rows={6} />}>
        {(one) => (
          <Show
            when={one().now.length + one().past.length > 0}
            fallback={<EmptyState icon={<HeartHandshake size={22} />} title={w().mine.none} text={w().mine.noneText} />}
          >
            <List title={w().mine.upcoming} places={one().now} />
            <List title={w().mine.past} places={one().past} />
          </Show>
        )}
      </Show>
    </div>
  );
}

function List(props: { title: string; places: Place[] }) {
  return (
    <Show when={props.places.length > 0}>
      <section class="flex flex-col gap-3">
        <h2 class="text-sm font-semibold text-muted">{props.title}</h2>
        <ul class="flex flex-col gap-3">
          <For each={props.places.map(({ id }) => id)}>
            {(id) => <Show when={props.places.find((one) => one.id === id)}>{(place) => <Card of={place()} />}</Show>}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Card(props: { of: Place }) {
  const w = useWords(supervisionWords);
  const u = useWords(unitViewWords);
  const { language } = useLanguage();
  const times = (of: Place["next"][number]) => (of.times ? writeTimes(of.times, language()) : w().mine.various);
  const profile = () => (props.of.place.destinationId ? `/milieux/${props.of.place.destinationId}` : null);
  return (
    <li class="rounded-xl border border-line bg-surface p-4 shadow-xs" classList={{ "opacity-70": props.of.status === "cancelled" }}>
      <div class="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div class="min-w-0">
          <p class="text-base font-semibold">{props.of.place.destination ?? props.of.place.service}</p>
          <p class="text-sm text-muted">{[props.of.place.site, props.of.place.service].filter(Boolean).join(", ")}</p>
        </div>
        <StatusChip status={props.of.status} />
      </div>
      <p class="mt-2 text-sm">
        {props.of.course.number} {props.of.course.name}
        <span class="block text-muted">
          {props.of.school.name}, {props.of.programme}
        </span>
      </p>
      <ul class="mt-2 flex flex-col gap-0.5 text-sm">
        <For each={props.of.own}>
          {(own) => (
            <li class="tabular-nums">
              <span class="font-medium">{w().part[own.part]}</span>, {w().dates(own.startsOn, own.endsOn)}
              <Show when={own.hours !== null}>, {w().hours(own.hours ?? 0)}</Show>
            </li>
          )}
        </For>
      </ul>
      <p class="mt-2 text-sm">
        <span class="font-medium">{props.of.names.length > 0 ? props.of.names.join(", ") : w().mine.students(props.of.size)}</span>
        <Show when={props.of.names.length === 0 && props.of.status === "accepted"}>
          <span class="block text-xs text-muted">{w().mine.namesLater}</span>
        </Show>
      </p>
      <Show when={props.of.next[0]}>
        {(next) => (
          <div class="mt-3 rounded-lg bg-accent-soft px-3 py-2 text-sm">
            <p class="text-xs text-muted">{w().mine.next}</p>
            <p class="font-semibold first-letter:uppercase">
              {writeLongDay(next().day, language())}, {times(next())}
            </p>
            <Show when={props.of.next.length > 1}>
              <details class="mt-1">
                <summary class="min-h-6 cursor-pointer text-xs text-muted">{w().mine.days}</summary>
                <ul class="mt-1 flex flex-col gap-0.5 text-xs">
                  <For each={props.of.next.slice(1)}>
                    {(day) => (
                      <li class="first-letter:uppercase">
                        {writeLongDay(day.day, language())}, {times(day)}
                        {day.kind === "shift" ? "" : `, ${u().kind[day.kind]}`}
                      </li>
                    )}
                  </For>
                </ul>
              </details>
            </Show>
          </div>
        )}
      </Show>
      <Show when={props.of.colleagues.length > 0 || props.of.instructor}>
        <p class="mt-2 text-xs text-muted">
          {w().mine.with}{" "}
          {[...(props.of.instructor ? [props.of.instructor.name] : []), ...props.of.colleagues.map(({ name }) => name)].join(", ")}
        </p>
      </Show>
      <div class="mt-3 flex flex-wrap gap-2">
        <ButtonLink size="lg" kind="primary" href={`/demandes/${props.of.id}`} icon={<Mail size={16} aria-hidden="true" />}>
          {w().mine.open}
        </ButtonLink>
        <ButtonLink size="lg" href={`/demandes/${props.of.id}/horaire`} icon={<CalendarDays size={16} aria-hidden="true" />}>
          {w().mine.schedule}
        </ButtonLink>
        <FileMenu id={props.of.id} studentId={null} />
        <Show when={profile()}>
          {(href) => (
            <A href={href()} class="inline-flex min-h-10 items-center px-1 text-sm text-accent hover:underline">
              {w().mine.profile}
            </A>
          )}
        </Show>
      </div>
    </li>
  );
}
