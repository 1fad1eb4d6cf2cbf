import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Users from "lucide-solid/icons/users";
import X from "lucide-solid/icons/x";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { SearchBox } from "#ui/student/search-box.tsx";
import { WriteDialog } from "#ui/student/write-dialog.tsx";
import { choiceStudentWords } from "#words/choice-student.ts";
import { writeNumber } from "#words/words.ts";
import { BehalfDialog } from "./behalf-dialog.tsx";
import { ChooserRow, type ChooserAct } from "./chooser-row.tsx";
import type { Chooser, Known, Round } from "./round.ts";
import { TrailDialog } from "./trail-dialog.tsx";
import { UnlockDialog } from "./unlock-dialog.tsx";

export const shows = ["all", "missing", "submitted", "changed", "begun", "none", "unlocked", "attempts"] as const;
export type Shown = (typeof shows)[number];
type Page = Outputs["choice"]["students"];

const pill = (on: boolean) =>
  `inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;

/** The class, one by one: who chose what and how, who has not, and what a coordinator does about it (F-235). */
export function StudentView(props: {
  known: Known;
  round: Round;
  show: Shown;
  placeId: string | null;
  search: string;
  onTurn(to: { show?: Shown; placeId?: string | null; search?: string }): void;
}) {
  const w = useWords(choiceStudentWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const asked = () => ({ cohortCourseId: props.known.course.id, show: props.show, placeId: props.placeId, search: props.search });
  const list = useInfiniteQuery(() => ({
    queryKey: ["choice", "students", asked()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.choice.students.query({ ...asked(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const rows = createMemo((): Chooser[] => list.data?.pages.flatMap((page) => page.rows) ?? []);
  const byId = createMemo(() => new Map(rows().map((row) => [row.studentId, row])));
  const ids = createMemo(() => rows().map(({ studentId }) => studentId), [], {
    equals: (one, other) => one.length === other.length && one.every((id, at) => id === other[at]),
  });
  const [acting, setActing] = createSignal<{ act: ChooserAct; row: Chooser } | null>(null);
  const [writing, setWriting] = createSignal<string[] | null>(null);
  const counts = () => props.round.counts;
  const countOf: Record<Shown, () => number> = {
    all: () => counts().students,
    missing: () => counts().students - counts().submitted,
    submitted: () => counts().submitted,
    changed: () => counts().changed,
    begun: () => counts().begun,
    none: () => counts().none,
    unlocked: () => counts().unlocked,
    attempts: () => counts().attempts,
  };
  // Those that are about nobody would be so many empty lists.
  const visible = () => shows.filter((one) => one === "all" || one === "missing" || one === props.show || countOf[one]() > 0);
  const placeName = () => props.round.places.find(({ placeId }) => placeId === props.placeId)?.path ?? "";
  const lock = async (row: Chooser) => {
    const of = { cohortCourseId: props.known.course.id, studentId: row.studentId };
    try {
      const { until, reason } = await api.choice.lock.mutate(of);
      const undo =
        until !== null && Date.parse(until) > Date.parse(props.known.now)
          ? {
              action: {
                label: w().students.unlock,
                run: () => void api.choice.unlock.mutate({ ...of, until, reason }).catch(failure.tell),
              },
            }
          : {};
      toast({ text: w().unlock.locked(fullName(row)), ...undo });
    } catch (error) {
      failure.tell(error);
    }
  };
  const act = (what: ChooserAct | "lock", row: Chooser) => {
    if (what === "lock") void lock(row);
    else setActing({ act: what, row });
  };
  const writeToMissing = async () => {
    try {
      const all = await api.choice.report.query({ cohortCourseId: props.known.course.id });
      const missing = all.filter(({ submitted }) => submitted === null).map(({ studentId }) => studentId);
      if (missing.length === 0) toast({ kind: "info", text: w().students.noneMissing });
      else setWriting(missing);
    } catch (error) {
      failure.tell(error);
    }
  };
  const enrolments = () => `/cohortes/${props.known.course.cohortId}/cours/${props.known.course.id}/inscriptions`;
  return (
    <section class="flex flex-col gap-3" aria-label={w().students.label}>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchBox label={w().students.name} value={props.search} onChange={(search) => props.onTurn({ search })} />
        <Show when={props.placeId !== null}>
          <Button
            kind="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label={`${w().students.place(placeName())}. ${w().students.anyPlace}`}
            onClick={() => props.onTurn({ placeId: null })}
          >
            {w().students.place(placeName())}
          </Button>
        </Show>
        <Show when={props.known.may.manage && countOf.missing() > 0}>
          <Button class="ml-auto" icon={<Mail size={15} aria-hidden="true" />} onClick={() => void writeToMissing()}>
            {w().students.write}
          </Button>
        </Show>
      </div>
      <div role="group" aria-label={w().students.show} class="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
        <For each={visible()}>
          {(one) => (
            <button
              type="button"
              class={pill(props.show === one)}
              aria-pressed={props.show === one}
              onClick={() => props.onTurn({ show: one })}
            >
              {w().filters[one]}
              <span class="text-muted tabular-nums">{writeNumber(countOf[one](), language())}</span>
            </button>
          )}
        </For>
      </div>
      <Show when={list.isSuccess} fallback={<Skeleton rows={8} />}>
        <Switch>
          <Match when={counts().students === 0}>
            <EmptyState
              icon={<Users size={22} aria-hidden="true" />}
              title={w().students.nobodyTitle}
              text={w().students.nobodyText}
              action={<ButtonLink href={enrolments()}>{w().students.enrol}</ButtonLink>}
            />
          </Match>
          <Match when={ids().length === 0}>
            <EmptyState icon={<Users size={22} aria-hidden="true" />} title={w().students.noneTitle} text={w().students.noneText} />
          </Match>
          <Match when={ids().length > 0}>
            <ul class="overflow-hidden rounded-lg border border-line bg-surface" aria-label={w().students.label}>
              <For each={ids()}>
                {(id) => (
                  <Show when={byId().get(id)}>
                    {(row) => <ChooserRow row={row()} timeZone={props.known.timeZone} onAct={(what) => act(what, row())} />}
                  </Show>
                )}
              </For>
            </ul>
            <Pager
              shown={ids().length}
              total={props.show === "all" && props.search === "" && props.placeId === null ? counts().students : null}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Match>
        </Switch>
      </Show>
      <Show when={acting()}>
        {(now) => (
          <Switch>
            <Match when={now().act === "behalf"}>
              <BehalfDialog known={props.known} round={props.round} row={now().row} onClose={() => setActing(null)} />
            </Match>
            <Match when={now().act === "unlock"}>
              <UnlockDialog known={props.known} row={now().row} onClose={() => setActing(null)} />
            </Match>
            <Match when={now().act === "trail"}>
              <TrailDialog known={props.known} row={now().row} onClose={() => setActing(null)} />
            </Match>
          </Switch>
        )}
      </Show>
      <Show when={writing()}>{(missing) => <WriteDialog open ids={missing()} onClose={() => setWriting(null)} />}</Show>
    </section>
  );
}
