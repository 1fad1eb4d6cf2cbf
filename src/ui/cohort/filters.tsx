import { useQuery } from "@tanstack/solid-query";
import { useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import Search from "lucide-solid/icons/search";
import { isDay } from "#domain/dates.ts";
import { programmeName } from "#domain/programme.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";

type Search = {
  programme?: string;
  periode?: string;
  responsable?: string;
  q?: string;
  inactives?: string;
  departement?: string;
  enseigne?: string;
  debut?: string;
};
/** Those of the address that narrow the list; `cours` is the record that is open. */
const narrowing = ["programme", "periode", "responsable", "q", "departement", "enseigne", "debut"] as const;

/** What the list of cohorts is narrowed to, kept in the address: a link or a reload shows the same. */
export function useCohortFilters() {
  const [search, setSearch] = useSearchParams<Search>();
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  return {
    values: () => ({
      programmeId: text(search.programme) || null,
      term: text(search.periode) || "today",
      leaderId: text(search.responsable) || null,
      departmentId: text(search.departement) || null,
      courseId: text(search.enseigne) || null,
      from: isDay(text(search.debut)) ? text(search.debut) : null,
      text: text(search.q),
      inactive: search.inactives === "1",
    }),
    set: (change: Search) => setSearch(change, { replace: true, scroll: false }),
    narrowed: () => narrowing.some((name) => Boolean(search[name])),
    clear: () => setSearch(Object.fromEntries(narrowing.map((name) => [name, undefined])), { replace: true, scroll: false }),
    /** The part of the address that a record opened over the list keeps. */
    query: () => {
      const kept = new URLSearchParams();
      for (const name of [...narrowing, "inactives"] as const) if (text(search[name])) kept.set(name, text(search[name]));
      return kept;
    },
  };
}
export type CohortFilters = ReturnType<typeof useCohortFilters>;

const all = "all";

/** The « vue actuelle » bar of 4.1.1: programme, term, leader, words. */
export function CohortFilterBar(props: { filters: CohortFilters; searchRef?: (element: HTMLInputElement) => void }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const programmes = useQuery(() => ({ queryKey: ["programme", "list"], queryFn: () => api.programme.list.query() }));
  const terms = useQuery(() => ({ queryKey: ["term", "list"], queryFn: () => api.term.list.query() }));
  const leaders = useQuery(() => ({ queryKey: ["people", "instructors"], queryFn: () => api.cohort.instructors.query() }));
  const [typed, setTyped] = createSignal(props.filters.values().text);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What is typed goes to the address after a pause; what the address says (a link, « back ») goes to the box.
  createEffect(
    on(
      () => props.filters.values().text,
      (text) => setTyped(text),
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => props.filters.set({ q: text.trim() === "" ? undefined : text }), 200);
  };
  const values = () => props.filters.values();
  const departments = useQuery(() => ({ queryKey: ["programme", "departments"], queryFn: () => api.programme.departments.query() }));
  // The courses of a programme; of all of them there would be hundreds.
  const only = () => (programmes.data?.programmes.length === 1 ? (programmes.data.programmes[0]?.id ?? null) : null);
  const programmeId = () => values().programmeId ?? only();
  const courses = useQuery(() => ({
    queryKey: ["programme", "find", programmeId()],
    queryFn: () => api.programme.find.query({ id: programmeId() ?? "" }),
    enabled: programmeId() !== null,
  }));
  const [more, setMore] = createSignal(values().departmentId !== null || values().courseId !== null || values().from !== null);
  const [day, setDay] = createSignal(values().from ?? "");
  createEffect(
    on(
      () => values().from,
      (from) => setDay(from ?? ""),
      { defer: true },
    ),
  );
  return (
    <div role="group" aria-label={w().filters} class="flex flex-wrap items-center gap-x-2 gap-y-2">
      <span class="relative w-full sm:w-64">
        <Search size={15} class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
        <TextInput
          ref={(element) => props.searchRef?.(element)}
          type="search"
          class="pl-8"
          aria-label={w().filter.text}
          placeholder={w().filter.shortText}
          value={typed()}
          onChange={type}
        />
      </span>
      <Select
        look="quiet"
        class="max-w-88"
        aria-label={w().filter.term}
        title={values().term === "today" ? `${w().filter.today}\u00A0: ${w().filter.todayHint}` : undefined}
        value={values().term}
        onChange={(value) => props.filters.set({ periode: value === "today" ? undefined : value })}
        options={[
          { value: "today", label: w().filter.today },
          { value: all, label: w().filter.anyTerm },
          ...(terms.data?.terms ?? []).map((term) => ({ value: term.id, label: `${termName(term, language())} (${term.shortName})` })),
        ]}
      />
      <Show when={(programmes.data?.programmes.length ?? 0) > 1}>
        <Select
          look="quiet"
          class="max-w-60"
          aria-label={w().filter.programme}
          value={values().programmeId ?? all}
          onChange={(value) => props.filters.set({ programme: value === all ? undefined : value, enseigne: undefined })}
          options={[
            { value: all, label: w().filter.anyProgramme },
            ...(programmes.data?.programmes ?? []).map((one) => ({ value: one.id, label: programmeName(one) })),
          ]}
        />
      </Show>
      <Show when={(leaders.data?.length ?? 0) > 0}>
        <Select
          look="quiet"
          class="max-w-52"
          aria-label={w().filter.leader}
          value={values().leaderId ?? all}
          onChange={(value) => props.filters.set({ responsable: value === all ? undefined : value })}
          options={[
            { value: all, label: w().filter.anyLeader },
            ...(leaders.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Show>
      <Show when={more()}>
        <Show when={(answerOf(departments)?.length ?? 0) > 0}>
          <Select
            look="quiet"
            class="max-w-52"
            aria-label={w().filter.department}
            value={values().departmentId ?? all}
            onChange={(value) => props.filters.set({ departement: value === all ? undefined : value })}
            options={[
              { value: all, label: w().filter.anyDepartment },
              ...(answerOf(departments) ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Show>
        <Show when={(answerOf(courses)?.courses.length ?? 0) > 0}>
          <Select
            look="quiet"
            class="max-w-60"
            aria-label={w().filter.course}
            value={values().courseId ?? all}
            onChange={(value) => props.filters.set({ enseigne: value === all ? undefined : value })}
            options={[
              { value: all, label: w().filter.anyCourse },
              ...(answerOf(courses)?.courses ?? []).map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` })),
            ]}
          />
        </Show>
        <label class="inline-flex items-center gap-2 text-sm text-muted">
          {w().filter.from}
          <DateInput
            value={day()}
            onChange={(text) => {
              setDay(text);
              if (text === "" || isDay(text)) props.filters.set({ debut: text === "" ? undefined : text });
            }}
          />
        </label>
      </Show>
      <Button kind="quiet" size="sm" aria-expanded={more()} onClick={() => setMore(!more())}>
        {more() ? w().filter.fewer : w().filter.more}
      </Button>
      <Checkbox
        label={w().filter.inactive}
        checked={values().inactive}
        onChange={(checked) => props.filters.set({ inactives: checked ? "1" : undefined })}
      />
      <Show when={props.filters.narrowed()}>
        <Button kind="quiet" size="sm" onClick={() => props.filters.clear()}>
          {w().filter.clear}
        </Button>
      </Show>
    </div>
  );
}
