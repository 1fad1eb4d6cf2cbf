import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createSignal, For, Match, Show, Suspense, Switch } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import { api, refusalIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Guarded } from "#ui/parts/mishap.tsx";
import { refocusOn } from "#ui/parts/refocus.ts";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { programmeWords } from "#words/programme.ts";
import { BusyDialog, type Busy } from "./busy-dialog.tsx";
import { CourseForm, type Course } from "./course-form.tsx";
import { ProgrammeForm, type Programme } from "./programme-form.tsx";

interface PanelProps {
  id: string;
  /** `modifier`, `ajouter` (a course) or nothing. */
  view: string;
  courseId: string | null;
  /** The query of the address: `vue=modifier`, `cours=…`, or nothing. */
  onView(query: string): void;
  onClose(): void;
}

/** A programme beside the list: its record, its courses, and their forms. */
export function ProgrammePanel(props: PanelProps) {
  const keepFocus = refocusOn(() => [props.view, props.courseId]);
  const w = useWords(programmeWords);
  const query = useQuery(() => ({ queryKey: ["programme", "find", props.id], queryFn: () => api.programme.find.query({ id: props.id }) }));
  const course = () => query.data?.courses.find(({ id }) => id === props.courseId);
  const title = () => {
    const one = course();
    if (one) return `${one.number} ${one.name}`;
    return props.view === "ajouter" ? w().newCourse : (query.data?.name ?? "");
  };
  const inside = () => course() !== undefined || props.view !== "";
  const back = () => props.onView("");
  return (
    <SidePanel
      size="lg"
      title={<Suspense>{title()}</Suspense>}
      crumb={
        <Suspense>
          <Show when={inside()} fallback={w().title}>
            <A href={`/programmes/${props.id}`} noScroll class="hover:underline">
              {query.data?.name}
            </A>
          </Show>
        </Suspense>
      }
      aside={
        <Suspense>
          <Show when={!inside() && query.data?.retired}>
            <span class="rounded-sm bg-st-new-soft px-1.5 py-0.5 text-xs font-medium text-st-new">{w().retired}</span>
          </Show>
        </Suspense>
      }
      onClose={props.onClose}
    >
      <div ref={keepFocus}>
        <Guarded>
          <Suspense fallback={<Skeleton rows={6} />}>
            <Show when={query.data}>
              {(programme) => (
                <Switch fallback={<Record programme={programme()} onView={props.onView} />}>
                  <Match when={course()} keyed>
                    {(one) => <CourseRecord programmeId={props.id} course={one} onDone={back} />}
                  </Match>
                  <Match when={props.view === "modifier" && programme().may.edit}>
                    <ProgrammeForm programme={programme()} onDone={back} onCancel={back} />
                  </Match>
                  <Match when={props.view === "ajouter" && programme().may.addCourse}>
                    <CourseForm programmeId={props.id} course={null} onDone={back} onCancel={back} />
                  </Match>
                </Switch>
              )}
            </Show>
          </Suspense>
        </Guarded>
      </div>
    </SidePanel>
  );
}

function Record(props: { programme: Programme; onView(query: string): void }) {
  const w = useWords(programmeWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const toggle = async (close: boolean) => {
    const { id, name } = props.programme;
    setPending(true);
    try {
      const cohortIds = close ? (await api.programme.retire.mutate({ id })).cohortIds : [];
      if (!close) await api.programme.restore.mutate({ id });
      const undo = () => (close ? api.programme.restore.mutate({ id, cohortIds }) : api.programme.retire.mutate({ id }));
      toast({
        text: close ? w().done.retired(name) : w().done.restored(name),
        action: { label: w().undo, run: () => void undo().catch(failure.tell) },
      });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code === "programme-busy") setBusy(refusal);
      else failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const [busy, setBusy] = createSignal<Busy | null>(null);
  const facts = () =>
    [
      props.programme.shortName,
      props.programme.discipline,
      props.programme.departmentName ?? "",
      props.programme.isUser ? "" : w().nonUser,
    ].filter((part) => part !== "");
  return (
    <div class="flex flex-col gap-5">
      <p class="text-sm text-muted">{facts().join(" · ")}</p>
      <Show when={props.programme.may.edit || props.programme.may.restore}>
        <div class="flex flex-wrap gap-2">
          <Show when={props.programme.may.edit}>
            <Button icon={<Pencil size={15} aria-hidden="true" />} onClick={() => props.onView("vue=modifier")}>
              {w().edit}
            </Button>
          </Show>
          <Show when={props.programme.may.retire}>
            <Button pending={pending()} onClick={() => void toggle(true)}>
              {w().retire}
            </Button>
          </Show>
          <Show when={props.programme.may.restore}>
            <Button pending={pending()} onClick={() => void toggle(false)}>
              {w().restore}
            </Button>
          </Show>
        </div>
      </Show>
      <section class="flex flex-col gap-2">
        <div class="flex items-center justify-between gap-3">
          <h3 class="font-semibold">{w().courses}</h3>
          <Show when={props.programme.may.addCourse}>
            <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => props.onView("vue=ajouter")}>
              {w().addCourse}
            </Button>
          </Show>
        </div>
        <Show
          when={props.programme.courses.length > 0}
          fallback={
            <p class="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-sm text-muted">{w().noCoursesText}</p>
          }
        >
          <ul class="divide-y divide-line rounded-lg border border-line">
            <For each={props.programme.courses}>
              {(course) => (
                <li>
                  <A
                    href={`/programmes/${props.programme.id}?cours=${course.id}`}
                    noScroll
                    class="flex min-h-row-list items-center gap-3 px-3 py-1.5 text-sm hover:bg-hover"
                    classList={{ "text-faint": course.retiredOn !== null }}
                  >
                    <span class="w-24 shrink-0 font-medium tabular-nums" classList={{ "line-through": course.retiredOn !== null }}>
                      {course.number}
                    </span>
                    <span class="min-w-0 flex-1">{course.name}</span>
                    <span class="shrink-0 text-xs text-muted">
                      {course.sheetKind === "group" ? w().course.group : w().course.individual}
                    </span>
                    <span class="w-14 shrink-0 text-right text-xs text-muted tabular-nums max-sm:hidden">
                      {course.hours === null ? "" : w().course.hoursShort(course.hours)}
                    </span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <section class="flex flex-col gap-2 border-t border-line pt-4">
        <h3 class="font-semibold">{w().history}</h3>
        <HistoryPanel about={props.programme.id} />
      </section>
      <BusyDialog busy={busy()} onClose={() => setBusy(null)} />
    </div>
  );
}

function CourseRecord(props: { programmeId: string; course: Course; onDone(): void }) {
  const w = useWords(programmeWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const toggle = async (on?: null) => {
    const { id, number, name } = props.course;
    setPending(true);
    try {
      await api.programme.retireCourse.mutate(on === null ? { id, on: null } : { id });
      const undo = () =>
        void api.programme.retireCourse.mutate(on === null ? { id, on: props.course.retiredOn } : { id, on: null }).catch(failure.tell);
      toast({ text: w().done.saved(`${number} ${name}`), action: { label: w().undo, run: undo } });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <div class="flex flex-col gap-4">
      <Show when={props.course.retiredOn}>{(on) => <p class="text-sm text-muted">{w().course.retiredSince(on())}</p>}</Show>
      <Show
        when={props.course.may.edit}
        fallback={
          <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
            <dt class="text-muted">{w().course.hours}</dt>
            <dd>{props.course.hours === null ? "" : w().course.hoursShort(props.course.hours)}</dd>
            <dt class="text-muted">{w().course.sheetKind}</dt>
            <dd>{props.course.sheetKind === "group" ? w().course.group : w().course.individual}</dd>
            <dt class="text-muted">{w().course.comment}</dt>
            <dd class="whitespace-pre-line">{props.course.defaultComment}</dd>
          </dl>
        }
      >
        <CourseForm programmeId={props.programmeId} course={props.course} onDone={props.onDone} onCancel={props.onDone} />
      </Show>
      <Show when={props.course.may.retire}>
        <Button kind="quiet" class="self-start" pending={pending()} onClick={() => void toggle()}>
          {w().course.retire}
        </Button>
      </Show>
      <Show when={props.course.may.restore}>
        <Button class="self-start" pending={pending()} onClick={() => void toggle(null)}>
          {w().course.restore}
        </Button>
      </Show>
    </div>
  );
}
