import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import FileUp from "lucide-solid/icons/file-up";
import Users from "lucide-solid/icons/users";
import { copyTargets, type EnrolmentState } from "#domain/enrolment.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { FictitiousMark } from "#ui/student/register-screen.tsx";
import { SearchBox } from "#ui/student/search-box.tsx";
import { StudentActions } from "#ui/student/student-actions.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { studentWords } from "#words/student.ts";
import { EnrolDialog, type Whom } from "./enrol-dialog.tsx";
import { useEnrolled, type Asked, type Course, type EnrolledRow } from "./enrolled-list.ts";
import { useEnrolmentCommands } from "./enrolment-commands.ts";
import { SelectionActions } from "./selection-actions.tsx";

/** The students of a course: who is in it, what is done with those that are ticked (F-064 to F-073, F-091, F-092). */
export function StudentView(props: { course: Course; asked: Asked; total: number | null; onSearch(text: string): void; onClear(): void }) {
  const w = useWords(enrolmentWords);
  const s = useWords(studentWords);
  const navigate = useNavigate();
  const { list, rows } = useEnrolled(() => props.asked);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  // Who left the list is not acted on unseen.
  createEffect(
    on(rows, (now) => {
      const there = new Set(now.map(({ studentId }) => studentId));
      if ([...ticked()].some((one) => !there.has(one))) setTicked(new Set([...ticked()].filter((one) => there.has(one))));
    }),
  );
  const clear = () => setTicked(new Set<string>());
  const chosen = () => rows().filter(({ studentId }) => ticked().has(studentId));
  const enrolled = () => chosen().flatMap(({ studentId, state }) => (state === "enrolled" ? [studentId] : []));
  const commands = useEnrolmentCommands({
    cohortCourseId: () => props.course.id,
    done: clear,
    openSheet: (sheet) => navigate(`/fiches/${sheet}`),
  });
  const narrowed = () => props.asked.search !== "" || props.asked.state !== "enrolled";
  const importing = () => `/cohortes/${props.course.cohortId}/cours/${props.course.id}/inscriptions/importer`;

  const found = new Map<string, { state: EnrolmentState | null; name: string }>();
  const find = async (typed: string) =>
    (await api.enrolment.find.query({ cohortCourseId: props.course.id, search: typed })).map((student) => {
      found.set(student.id, { state: student.state, name: fullName(student) });
      const hint = student.state === null ? student.number : `${student.number}, ${w().already[student.state]}`;
      return { value: student.id, label: fullName(student), hint, disabled: student.state === "enrolled" };
    });
  const [picked, setPicked] = createSignal("");
  const [enrolling, setEnrolling] = createSignal<Whom | null>(null);
  const pick = (studentId: string) => {
    const one = found.get(studentId);
    if (!one) return;
    // A structured cohort shows first what the enrolment reaches; elsewhere there is nothing to see.
    if (one.state === "waived") void commands.restore([studentId]);
    else if (props.course.structured) setEnrolling({ studentIds: [studentId], called: one.name });
    else void commands.enrol(studentId, one.name);
    // The box is ready for the next name.
    setPicked(studentId);
    queueMicrotask(() => setPicked(""));
  };
  useCommands(() =>
    copyTargets.map((to) => ({
      id: `enrolment-copy-${to}`,
      words: w().copyTo[to],
      disabled: !props.course.may.copy || enrolled().length === 0,
      run: () => void commands.copy(enrolled(), to),
    })),
  );

  const columns = (): DataColumn<EnrolledRow>[] => [
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
    ...(props.asked.state === "all"
      ? [{ key: "state", header: w().state, width: "w-24", cell: (row: EnrolledRow) => s().states[row.state] }]
      : []),
    {
      key: "sheet",
      header: w().sheet,
      width: "w-32",
      from: "sm",
      cell: (row) => (
        <>
          <Show when={row.state === "enrolled" && row.copiedTo}>
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
      cell: (row) => (
        <span title={row.preferences.map(({ path }) => path).join("\n")}>
          {row.preferences.map(({ path }, at) => `${at + 1}. ${path}`).join("  ")}
        </span>
      ),
    },
  ];

  return (
    <div class="flex min-h-0 flex-1 flex-col gap-2.5">
      <Show when={props.course.structured && props.course.may.edit}>
        <p class="text-sm text-muted">{w().lead}</p>
      </Show>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchBox label={w().find} value={props.asked.search} onChange={props.onSearch} />
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
      <SelectionActions course={props.course} chosen={chosen()} commands={commands} onClear={clear}>
        <StudentActions ids={[...ticked()]} edits={props.course.may.edit} onDone={clear} />
      </SelectionActions>
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
                action={
                  <Show when={props.course.may.edit}>
                    <ButtonLink kind="primary" href={importing()} icon={<FileUp size={15} aria-hidden="true" />}>
                      {w().import}
                    </ButtonLink>
                    <Button onClick={() => void commands.addFictitious()}>{w().addFictitious}</Button>
                  </Show>
                }
              />
            }
          >
            <EmptyState
              icon={<Users size={22} />}
              title={w().none}
              text={w().noneHint}
              action={<Button onClick={() => props.onClear()}>{w().clear}</Button>}
            />
          </Show>
        }
        foot={
          <Pager
            shown={rows().length}
            total={props.total}
            more={list.hasNextPage}
            pending={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        }
      />
      <EnrolDialog
        cohortCourseId={props.course.id}
        whom={enrolling()}
        onConfirm={({ studentIds, called }) => {
          setEnrolling(null);
          const [one] = studentIds;
          if (one) void commands.enrol(one, called);
        }}
        onClose={() => setEnrolling(null)}
      />
    </div>
  );
}
