import { useQuery } from "@tanstack/solid-query";
import { useLocation, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, createEffect, For, on, onCleanup, Show } from "solid-js";
import ClockAlert from "lucide-solid/icons/clock-alert";
import Search from "lucide-solid/icons/search";
import { dueFilters, type DueFilter } from "#domain/inbox.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Select } from "#ui/parts/select.tsx";
import { StatusChip, type ShownStatus } from "#ui/parts/status-chip.tsx";
import { requestWatched } from "#ui/watch/from-search.ts";
import { WatchButton } from "#ui/watch/watch-button.tsx";
import { inboxWords } from "#words/inbox.ts";
import { requestWords } from "#words/request.ts";
import { statusWords } from "#words/status.ts";
import { ConditionFilter } from "./condition-mark.tsx";

export type RequestFilters = NonNullable<Inputs["request"]["outbox"]["filters"]>;
export type Counts = Outputs["request"]["counts"];
type Box = "outbox" | "inbox";

/** The address's parameters, in French like every address; each narrows one thing. */
type Search = {
  etat?: string;
  periode?: string;
  q?: string;
  programme?: string;
  cours?: string;
  organisme?: string;
  service?: string;
  conditions?: string;
  unite?: string;
  echeance?: string;
};

const isStatus = (text: string): text is ShownStatus => Object.hasOwn(statusWords.fr, text);

/** The inbox shows what waits for an answer unless the address says otherwise; this one says: whatever its status. */
const everyStatus = "tous";
const isDue = (text: string): text is DueFilter => (dueFilters as readonly string[]).includes(text);

/** What a list of requests is narrowed to, kept in the address: a link or a reload shows the same list. */
export function useRequestFilters(box: Box = "outbox") {
  const [search, setSearch] = useSearchParams<Search>();
  const location = useLocation();
  const text = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");
  const filters = createMemo((): RequestFilters => {
    const statuses = text(search.etat).split(",").filter(isStatus);
    return {
      session: text(search.periode) || "today",
      ...(statuses.length > 0 ? { statuses } : {}),
      ...(box === "inbox" && text(search.etat) === "" ? { waiting: true } : {}),
      ...(isDue(text(search.echeance)) ? { due: text(search.echeance) as DueFilter } : {}),
      ...(text(search.programme) ? { programmeId: text(search.programme) } : {}),
      ...(text(search.cours) ? { courseId: text(search.cours) } : {}),
      ...(text(search.organisme) ? { agencyId: text(search.organisme) } : {}),
      ...(text(search.service) ? { serviceId: text(search.service) } : {}),
      ...(text(search.unite) ? { destinationId: text(search.unite) } : {}),
      ...(text(search.conditions) ? { conditions: true } : {}),
      ...(text(search.q) ? { text: text(search.q) } : {}),
    };
  });
  const set = (change: Search) => setSearch(change, { replace: true, scroll: false });
  return {
    filters,
    set,
    value: (name: keyof Search) => text(search[name]),
    /** The part of the address after `?`, to keep when a record opens. */
    query: () => location.search,
    narrowed: () =>
      Boolean(
        search.unite ||
        search.echeance ||
        search.conditions ||
        search.etat ||
        search.q ||
        search.programme ||
        search.cours ||
        search.organisme ||
        search.service ||
        search.periode,
      ),
    clear: () =>
      set({ etat: "", periode: "", q: "", programme: "", cours: "", organisme: "", service: "", conditions: "", unite: "", echeance: "" }),
  };
}
export type RequestFilterState = ReturnType<typeof useRequestFilters>;

/** In the order of a request's life. */
const order: ShownStatus[] = [
  "new",
  "sent-held",
  "new-part",
  "sent",
  "pending",
  "sent-paper",
  "reactivated",
  "redirected",
  "redirected-paper",
  "redirected-auto",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
  "confirmed",
  "declined",
  "cancelled",
];
export const inOrder = (counts: Counts["counts"]) =>
  counts.toSorted((one, other) => order.indexOf(one.status) - order.indexOf(other.status));

/** One button per status that occurs, with how many: a live summary that filters. */
export function StatusFilter(props: { state: RequestFilterState; counts: Counts | undefined; box?: Box }) {
  const w = useWords(requestWords);
  const i = useWords(inboxWords);
  const inbox = () => props.box === "inbox";
  const waiting = () => (props.counts ? props.counts.waiting.fresh + props.counts.waiting.week + props.counts.waiting.late : 0);
  const overdue = () => props.counts?.waiting.overdue ?? 0;
  const all = () => chosen().size === 0 && !props.state.filters().waiting;
  const total = () => (props.counts?.counts ?? []).reduce((sum, { requests }) => sum + requests, 0);
  const chosen = () => new Set(props.state.filters().statuses ?? []);
  const toggle = (status: ShownStatus) => {
    const next = new Set<string>(chosen());
    if (!next.delete(status)) next.add(status);
    props.state.set({ etat: next.size === 0 && inbox() ? everyStatus : [...next].join(",") });
  };
  const look = (on: boolean) =>
    `inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-1.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;
  return (
    <div role="group" aria-label={w().filters.status} class="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5 md:flex-wrap">
      <Show when={inbox()}>
        <button
          type="button"
          class={`${look(props.state.filters().waiting === true)} px-2.5`}
          aria-pressed={props.state.filters().waiting === true}
          onClick={() => props.state.set({ etat: "" })}
        >
          {i().toAnswer}
          <span class="text-muted tabular-nums">{waiting()}</span>
          <Show when={overdue() > 0}>
            <span class="inline-flex items-center gap-1 font-medium text-danger tabular-nums">
              <ClockAlert size={14} aria-hidden="true" />
              {i().overdue(overdue())}
            </span>
          </Show>
        </button>
      </Show>
      <button
        type="button"
        class={`${look(all())} px-2.5`}
        aria-pressed={all()}
        onClick={() => props.state.set({ etat: inbox() ? everyStatus : "" })}
      >
        {w().all}
        <span class="text-muted tabular-nums">{total()}</span>
      </button>
      <For each={inOrder(props.counts?.counts ?? [])}>
        {({ status, requests }) => (
          <button type="button" class={look(chosen().has(status))} aria-pressed={chosen().has(status)} onClick={() => toggle(status)}>
            <StatusChip status={status} />
            <span class="pr-1 tabular-nums">{requests}</span>
          </button>
        )}
      </For>
    </div>
  );
}

/** The text searched and the choices that narrow: only what occurs is offered. */
export function RequestFilterBar(props: { state: RequestFilterState; box: Box }) {
  const w = useWords(requestWords);
  const i = useWords(inboxWords);
  const facets = useQuery(() => ({
    queryKey: ["facet", props.box],
    queryFn: () => api.request.facets.query({ side: props.box === "outbox" ? "placing" : "receiving" }),
  }));
  const of = (facet: string) =>
    (answerOf(facets) ?? []).filter((one) => one.facet === facet).map(({ id, name }) => ({ value: id, label: name }));
  const [typed, setTyped] = createSignal(props.state.value("q"));
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => props.state.value("q"),
      (value) => setTyped((before) => (before.trim() === value ? before : value)),
      { defer: true },
    ),
  );
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer);
    timer = setTimeout(() => props.state.set({ q: value.trim() }), 200);
  };
  const sessions = () => [
    { value: "today", label: w().filters.today },
    { value: "past", label: w().filters.past },
    { value: "all", label: w().filters.everything },
    ...(props.box === "outbox" ? of("term").map((term) => ({ ...term, group: w().filters.terms })) : []),
  ];
  const choice = (
    name: "programme" | "cours" | "organisme" | "service" | "unite",
    given: { label: string; any: string; options: { value: string; label: string }[] },
  ) => (
    <Show when={given.options.length > 1 || props.state.value(name) !== ""}>
      <Select
        look="quiet"
        class="max-w-56 max-sm:max-w-[45vw]"
        aria-label={given.label}
        value={props.state.value(name)}
        onChange={(value) => props.state.set({ [name]: value })}
        options={[{ value: "", label: given.any }, ...given.options]}
      />
    </Show>
  );
  return (
    <div role="search" aria-label={w().filters.label} class="flex flex-wrap items-center gap-x-1 gap-y-1.5">
      <span class="relative mr-1 min-w-56 flex-[1_1_16rem] sm:max-w-80">
        <Search size={15} class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
        <input
          type="search"
          class="field-box pl-8"
          aria-label={w().filters.text}
          placeholder={w().filters.text}
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </span>
      <Select
        look="quiet"
        class="max-sm:max-w-[45vw]"
        aria-label={w().filters.session}
        value={props.state.value("periode") || "today"}
        onChange={(value) => props.state.set({ periode: value === "today" ? "" : value })}
        options={sessions()}
      />
      {choice("organisme", {
        label: props.box === "outbox" ? w().filters.receiving : w().filters.school,
        any: props.box === "outbox" ? w().filters.anyReceiving : w().filters.anySchool,
        options: of("agency"),
      })}
      <Show
        when={props.box === "outbox"}
        fallback={
          <>
            {choice("service", { label: w().filters.service, any: w().filters.anyService, options: of("service") })}
            {choice("unite", { label: i().unit.filter, any: i().unit.any, options: of("destination") })}
            <Select
              look="quiet"
              class="max-sm:max-w-[45vw]"
              aria-label={i().due.filter}
              value={props.state.value("echeance")}
              onChange={(value) => props.state.set({ echeance: value })}
              options={[
                { value: "", label: i().due.any },
                { value: "late", label: i().due.isLate },
                { value: "week", label: i().due.week },
              ]}
            />
          </>
        }
      >
        {choice("programme", { label: w().filters.programme, any: w().filters.anyProgramme, options: of("programme") })}
        {choice("cours", { label: w().filters.course, any: w().filters.anyCourse, options: of("course") })}
      </Show>
      <ConditionFilter
        on={props.state.value("conditions") !== ""}
        onChange={(on) => props.state.set({ conditions: on ? "ouvertes" : "" })}
      />
      <Show when={props.state.narrowed()}>
        <Button size="sm" kind="quiet" onClick={() => props.state.clear()}>
          {w().filters.clear}
        </Button>
      </Show>
      <WatchButton of="request" size="sm" question={() => ({ question: requestWatched(props.state.filters(), props.box) })} />
    </div>
  );
}
