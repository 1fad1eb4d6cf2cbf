import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import FileDown from "lucide-solid/icons/file-down";
import FileUp from "lucide-solid/icons/file-up";
import Table2 from "lucide-solid/icons/table-2";
import UserPlus from "lucide-solid/icons/user-plus";
import Users from "lucide-solid/icons/users";
import { copyTargets, enrolmentStates, type EnrolmentState } from "#domain/enrolment.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { AddStudent } from "#ui/student/add-student.tsx";
import { download } from "#ui/student/download.ts";
import { FictitiousMark, fullName } from "#ui/student/register-screen.tsx";
import { SearchBox } from "#ui/student/search-box.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { studentWords } from "#words/student.ts";
import { writeNumber } from "#words/words.ts";
import { useEnrolmentCommands } from "./enrolment-commands.ts";

type Course = Outputs["enrolment"]["course"];
type Page = Outputs["enrolment"]["list"];
type Row = Page["rows"][number];
const shows = [...enrolmentStates, "all"] as const;
type Shown = (typeof shows)[number];

/** `/cohortes/:cohorte/cours/:cours/inscriptions`: who is in a course, and their way to a worksheet (F-064 to F-069, F-091, F-092). */
export function EnrolmentScreen(props: { cohortCourseId: string }) {
  const w = useWords(enrolmentWords);
  const course = useQuery(() => ({
    queryKey: ["enrolment", "course", props.cohortCourseId],
    queryFn: () => api.enrolment.course.query({ cohortCourseId: props.cohortCourseId }),
    retry: false,
  }));
  return (
    <Show when={!course.isError} fallback={<Mishap error={course.error} />}>
      <Show
        when={course.data}
        fallback={
          <Screen title={w().list}>
            <Skeleton rows={10} />
          </Screen>
        }
      >
        {(known) => <Enrolment course={known()} />}
      </Show>
    </Show>
  );
}

function Enrolment(props: { course: Course }) {
  const w = useWords(enrolmentWords);
  const s = useWords(studentWords);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams<{ q?: string; etat?: string }>();
  const navigate = useNavigate();
  const failure = useFailure();
  const id = () => props.course.id;
  const text = () => (typeof search.q === "string" ? search.q : "");
  const state = (): Shown => (shows.includes(search.etat as Shown) ? (search.etat as Shown) : "enrolled");
  const asked = () => ({ cohortCourseId: id(), search: text(), state: state() });
  const list = useInfiniteQuery(() => ({
    queryKey: ["enrolment", "list", asked()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.enrolment.list.query({ ...asked(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const rows = createMemo((): Row[] => list.data?.pages.flatMap((page) => page.rows) ?? []);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  // Who left the list is not acted on unseen.
  createEffect(
    on(rows, (now) => {
      const there = new Set(now.map(({ studentId }) => studentId));
      if ([...ticked()].some((one) => !there.has(one))) setTicked(new Set([...ticked()].filter((one) => there.has(one))));
    }),
  );
  const chosen = () => rows().filter(({ studentId }) => ticked().has(studentId));
  const idsOf = (keep: (row: Row) => boolean) =>
    chosen()
      .filter(keep)
      .map(({ studentId }) => studentId);
  const enrolled = () => idsOf((row) => row.state === "enrolled");
  const away = () => idsOf((row) => row.state !== "enrolled");
  const [adding, setAdding] = createSignal(false);
  const commands = useEnrolmentCommands({
    cohortCourseId: id,
    done: () => setTicked(new Set<string>()),
    openSheet: (sheet) => navigate(`/fiches/${sheet}`),
  });
  const base = () => `/cohortes/${props.course.cohortId}/cours/${id()}/inscriptions`;
  const save = () => api.enrolment.export.query(asked()).then(download, failure.tell);
  const narrowed = () => text() !== "" || state() !== "enrolled";

  const found = new Map<string, { state: EnrolmentState | null; name: string }>();
  const find = async (typed: string) =>
    (await api.enrolment.find.query({ cohortCourseId: id(), search: typed })).map((student) => {
      found.set(student.id, { state: student.state, name: fullName(student) });
      const hint = student.state === null ? student.number : `${student.number}, ${w().already[student.state]}`;
      return { value: student.id, label: fullName(student), hint, disabled: student.state === "enrolled" };
    });
  const [picked, setPicked] = createSignal("");
  const pick = (studentId: string) => {
    const one = found.get(studentId);
    if (!one) return;
    if (one.state === null) commands.enrol(studentId, one.name);
    else commands.restore([studentId]);
    // The box is ready for the next name.
    setPicked(studentId);
    queueMicrotask(() => setPicked(""));
  };

  const columns = (): DataColumn<Row>[] => [
    {
      key: "name",
      header: w().name,
      cell: (row) => (
        <>
          {fullName(row)}
          <Show when={row.fictitious}>
            <FictitiousMark />
          </Show>
        </>
      ),
    },
    { key: "number", header: w().number, width: "w-28", cell: (row) => <span class="tabular-nums">{row.number}</span> },
    ...(state() === "all" ? [{ key: "state", header: w().state, width: "w-24", cell: (row: Row) => s().states[row.state] }] : []),
    {
      key: "sheet",
      header: w().sheet,
      width: "w-32",
      from: "sm",
      cell: (row) => (
        <>
          <Show when={row.copiedTo}>
            {(to) => (
              <span class="rounded-sm bg-accent-soft px-1.5 py-0.5 text-xs font-semibold text-accent" title={s().markNames[to()]}>
                {w().marks[to()]}
              </span>
            )}
          </Show>
          <Show when={row.assigned}>
            <span class="ml-1.5 text-xs text-muted">{w().assigned}</span>
          </Show>
        </>
      ),
    },
    {
      key: "preferences",
      header: w().preferences,
      from: "lg",
      width: "w-[40%]",
      cell: (row) => <span title={row.preferences.join("\n")}>{row.preferences.map((path, at) => `${at + 1}. ${path}`).join("  ")}</span>,
    },
  ];
  useCommands(() => [
    ...(props.course.may.edit
      ? [
          { id: "enrolment-import", words: w().import, run: () => navigate(`${base()}/importer`) },
          { id: "enrolment-add", words: `${w().add} ${w().addNew.toLowerCase()}`, keys: "n", run: () => setAdding(true) },
          { id: "enrolment-fictitious", words: `${w().add} ${w().addFictitious.toLowerCase()}`, run: () => commands.addFictitious() },
        ]
      : []),
    ...copyTargets.map((to) => ({
      id: `enrolment-copy-${to}`,
      words: w().copyTo[to],
      disabled: !props.course.may.copy || enrolled().length === 0,
      run: () => commands.copy(enrolled(), to),
    })),
    { id: "enrolment-export", words: w().export, run: () => void save() },
  ]);
  const countOf = (of: Shown) =>
    of === "all" ? props.course.counts.enrolled + props.course.counts.waived + props.course.counts.withdrawn : props.course.counts[of];
  const look = (on: boolean) =>
    `inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;

  return (
    <Screen
      title={`${props.course.courseNumber} ${props.course.course}`}
      crumbs={[
        { label: w().cohorts, href: "/cohortes" },
        { label: props.course.cohort, href: `/cohortes/${props.course.cohortId}` },
        { label: props.course.term },
      ]}
      aside={<span class="text-sm text-muted tabular-nums">{w().dates(props.course.startsOn, props.course.endsOn)}</span>}
      fill
      actions={
        <>
          <Show when={props.course.may.openSheet}>
            <For each={props.course.sheets}>
              {(sheet) => (
                <ButtonLink href={`/fiches/${sheet.id}`} kind="quiet" icon={<Table2 size={15} aria-hidden="true" />}>
                  {w().sheets[sheet.kind]}
                </ButtonLink>
              )}
            </For>
          </Show>
          <Show when={rows().length > 0}>
            <Button kind="quiet" icon={<FileDown size={15} aria-hidden="true" />} onClick={() => void save()}>
              {w().export}
            </Button>
          </Show>
          <Show when={props.course.may.edit}>
            <Menu
              kind="plain"
              trigger={
                <>
                  <UserPlus size={15} aria-hidden="true" />
                  {w().add}
                </>
              }
              items={[
                { id: "new", label: w().addNew, hint: w().addNewHint, run: () => setAdding(true) },
                { id: "fictitious", label: w().addFictitious, hint: w().addFictitiousHint, run: () => commands.addFictitious() },
              ]}
            />
            <ButtonLink kind="primary" href={`${base()}/importer`} icon={<FileUp size={15} aria-hidden="true" />}>
              {w().import}
            </ButtonLink>
          </Show>
        </>
      }
      bar={
        <div role="group" aria-label={w().show} class="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
          <For each={shows}>
            {(one) => (
              <button
                type="button"
                class={look(state() === one)}
                aria-pressed={state() === one}
                onClick={() => setSearch({ etat: one === "enrolled" ? "" : one }, { replace: true, scroll: false })}
              >
                {w().states[one]}
                <span class="text-muted tabular-nums">{writeNumber(countOf(one), language())}</span>
              </button>
            )}
          </For>
        </div>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-2.5">
        <Show when={props.course.structured && props.course.may.edit}>
          <p class="text-sm text-muted">{w().lead}</p>
        </Show>
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchBox label={w().find} value={text()} onChange={(q) => setSearch({ q }, { replace: true, scroll: false })} />
          <Show when={props.course.may.edit}>
            <div class="min-w-64 flex-[1_1_18rem] sm:max-w-md">
              <Combobox
                aria-label={w().enrolLabel}
                placeholder={w().enrolLabel}
                value={picked()}
                search={find}
                onChange={(value) => pick(value)}
              />
            </div>
          </Show>
        </div>
        <SelectionBar count={ticked().size} onClear={() => setTicked(new Set<string>())}>
          <Show when={props.course.may.copy && enrolled().length > 0}>
            <For each={copyTargets}>
              {(to) => (
                <Button
                  size="sm"
                  kind={props.course.sheetKind === to ? "primary" : "plain"}
                  icon={<Table2 size={14} aria-hidden="true" />}
                  onClick={() => commands.copy(enrolled(), to)}
                >
                  {w().copyTo[to]}
                </Button>
              )}
            </For>
          </Show>
          <Show when={props.course.may.edit && enrolled().length > 0}>
            <Button size="sm" onClick={() => commands.waive(enrolled())}>
              {w().waive}
            </Button>
            <Button size="sm" onClick={() => commands.withdraw(enrolled())}>
              {w().withdraw}
            </Button>
          </Show>
          <Show when={props.course.may.edit && away().length > 0}>
            <Button size="sm" onClick={() => commands.restore(away())}>
              {w().restore}
            </Button>
          </Show>
        </SelectionBar>
        <DataList
          label={w().list}
          rows={rows()}
          columns={columns()}
          rowKey={(row) => row.studentId}
          rowLabel={(row) => fullName(row)}
          href={(row) => `/etudiants/${row.studentId}`}
          ticked={ticked()}
          {...(props.course.may.edit || props.course.may.copy ? { onTick: setTicked } : {})}
          dimmed={(row) => row.state !== "enrolled"}
          loading={list.isLoading}
          empty={
            <Show
              when={narrowed()}
              fallback={
                <EmptyState
                  icon={<Users size={22} />}
                  title={w().emptyTitle}
                  text={w().emptyText}
                  {...(props.course.may.edit
                    ? {
                        action: (
                          <>
                            <ButtonLink kind="primary" href={`${base()}/importer`} icon={<FileUp size={15} aria-hidden="true" />}>
                              {w().import}
                            </ButtonLink>
                            <Button onClick={() => commands.addFictitious()}>{w().addFictitious}</Button>
                          </>
                        ),
                      }
                    : {})}
                />
              }
            >
              <EmptyState
                icon={<Users size={22} />}
                title={w().none}
                text={w().noneHint}
                action={<Button onClick={() => setSearch({ q: "", etat: "" }, { replace: true, scroll: false })}>{w().clear}</Button>}
              />
            </Show>
          }
          foot={
            <Pager
              shown={rows().length}
              total={text() === "" ? countOf(state()) : null}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          }
        />
      </div>
      <AddStudent
        open={adding()}
        draft={`enrol:${id()}`}
        text={w().addText}
        send={commands.addStudent}
        done={({ enrolmentIds, studentId }, texts) => {
          setAdding(false);
          commands.added(fullName(texts), enrolmentIds, studentId);
        }}
        onClose={() => setAdding(false)}
      />
    </Screen>
  );
}
