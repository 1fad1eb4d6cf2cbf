import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createSignal, For, Match, Show, Suspense, Switch } from "solid-js";
import Copy from "lucide-solid/icons/copy";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Users from "lucide-solid/icons/users";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { CohortProgressPart } from "#ui/welcome/progress-section.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Guarded, Mishap } from "#ui/parts/mishap.tsx";
import { refocusOn } from "#ui/parts/refocus.ts";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";
import { AddCourses } from "./add-courses.tsx";
import { CohortForm, type Cohort } from "./cohort-form.tsx";
import { CohortCourseForm } from "./course-form.tsx";
import { HoldField } from "./hold-field.tsx";
import { writeSchedule } from "./schedule-text.ts";
import { useCohortActions } from "./actions.ts";

interface PanelProps {
  id: string;
  /** `modifier`, `ajouter` (a course), `programme` (the programme's courses), or nothing. */
  view: string;
  courseId: string | null;
  /** `vue=…`, `cours=…` or nothing. */
  onView(query: string): void;
  addressOf(query: string): string;
  onClose(): void;
}

/** A cohort beside the list: its record, one of its courses, or what is being added to it. */
export function CohortPanel(props: PanelProps) {
  const keepFocus = refocusOn(() => [props.view, props.courseId]);
  const w = useWords(cohortWords);
  const query = useQuery(() => ({ queryKey: ["cohort", "find", props.id], queryFn: () => api.cohort.find.query({ id: props.id }) }));
  const known = () => answerOf(query);
  const course = () => known()?.courses.find(({ id }) => id === props.courseId);
  const inside = () => course() !== undefined || props.view !== "";
  const title = () => {
    const one = course();
    if (one) return `${one.number} ${one.name}`;
    if (props.view === "ajouter") return w().newCourse;
    if (props.view === "programme") return w().addCourses;
    return known()?.name ?? "";
  };
  const back = () => props.onView("");
  return (
    <SidePanel
      size="lg"
      title={<Suspense>{title()}</Suspense>}
      crumb={
        <Suspense>
          <Show when={inside()} fallback={known()?.programmeName ?? w().title}>
            <A href={props.addressOf("")} noScroll class="hover:underline">
              {known()?.name}
            </A>
          </Show>
        </Suspense>
      }
      aside={
        <Suspense>
          <Show when={!inside() && known()?.active === false}>
            <span class="rounded-sm bg-st-new-soft px-1.5 py-0.5 text-xs font-medium text-st-new">{w().inactive}</span>
          </Show>
        </Suspense>
      }
      onClose={props.onClose}
    >
      <div ref={keepFocus}>
        <Guarded>
          <Suspense fallback={<Skeleton rows={6} />}>
            <Show
              when={known()}
              fallback={
                <Show when={query.isError} fallback={<Skeleton rows={6} />}>
                  <Mishap error={query.error} />
                </Show>
              }
            >
              {(cohort) => (
                <Switch fallback={<Record cohort={cohort()} {...props} />}>
                  <Match when={course()?.id} keyed>
                    {(id) => <CourseRecord cohort={cohort()} id={id} onDone={back} />}
                  </Match>
                  <Match when={props.view === "modifier" && cohort().may.edit}>
                    <CohortForm cohort={cohort()} onDone={back} onCancel={back} />
                  </Match>
                  <Match when={props.view === "ajouter" && cohort().may.addCourse}>
                    <CohortCourseForm cohort={cohort()} course={null} onDone={back} onCancel={back} />
                  </Match>
                  <Match when={props.view === "programme" && cohort().may.addCourse}>
                    <AddCourses cohort={cohort()} onDone={back} onCancel={back} />
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

function Record(props: PanelProps & { cohort: Cohort }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const actions = useCohortActions();
  const [asking, setAsking] = createSignal(false);
  const failure = useFailure();
  const [undoing, setUndoing] = createSignal(false);
  const toReview = () => props.cohort.courses.filter(({ reviewedAt }) => reviewedAt === null);
  const review = async (ids: string[]) => {
    try {
      const { ids: changed } = await api.cohort.review.mutate({ ids });
      const undo = () => void api.cohort.review.mutate({ ids: changed, reviewed: false }).catch(failure.tell);
      toast({ text: w().done.saved(props.cohort.name), action: { label: w().undo, run: undo } });
    } catch (error) {
      failure.tell(error);
    }
  };
  const undoCopy = async () => {
    setUndoing(false);
    try {
      await api.cohort.undoCopy.mutate({ id: props.cohort.id });
      toast({ text: w().done.removed(props.cohort.name) });
      props.onClose();
    } catch (error) {
      failure.tell(error);
    }
  };
  const facts = () => [props.cohort.shortName, w().years(props.cohort.years), props.cohort.structured ? w().structured : w().unstructured];
  return (
    <div class="flex flex-col gap-5">
      <p class="text-sm text-muted">{facts().join(" · ")}</p>
      <Show when={props.cohort.may.edit}>
        <div class="flex flex-wrap gap-2">
          <Button icon={<Pencil size={15} aria-hidden="true" />} onClick={() => props.onView("vue=modifier")}>
            {w().edit}
          </Button>
          <Show when={props.cohort.courses.length > 0}>
            <ButtonLink href={`/cohortes/${props.cohort.id}/copier`} icon={<Copy size={15} aria-hidden="true" />}>
              {w().copy}
            </ButtonLink>
          </Show>
          <Button onClick={() => void actions.activate(props.cohort, !props.cohort.active)}>
            {props.cohort.active ? w().inactivate : w().activate}
          </Button>
          <Show when={props.cohort.courses.length === 0}>
            <Button kind="quiet" onClick={() => setAsking(true)}>
              {w().remove}
            </Button>
          </Show>
          <Show when={props.cohort.copied && props.cohort.courses.length > 0}>
            <Button kind="quiet" onClick={() => setUndoing(true)}>
              {w().undoCopy}
            </Button>
          </Show>
        </div>
        <Show when={toReview().length > 0}>
          <Notice
            kind="warn"
            quiet
            actions={
              <Button size="sm" onClick={() => void review(toReview().map(({ id }) => id))}>
                {w().allReviewed}
              </Button>
            }
          >
            {w().toReviewCount(toReview().length)}
          </Notice>
        </Show>
      </Show>
      <section class="flex flex-col gap-2">
        <div class="flex flex-wrap items-center justify-between gap-2">
          <h3 class="font-semibold">{w().courses}</h3>
          <Show when={props.cohort.may.addCourse}>
            <span class="flex flex-wrap gap-2">
              <Button size="sm" onClick={() => props.onView("vue=programme")}>
                {w().addCourses}
              </Button>
              <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => props.onView("vue=ajouter")}>
                {w().addCourse}
              </Button>
            </span>
          </Show>
        </div>
        <Show
          when={props.cohort.courses.length > 0}
          fallback={
            <p class="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-sm text-muted">{w().noCourses}</p>
          }
        >
          <ul class="divide-y divide-line rounded-lg border border-line">
            <For each={props.cohort.courses}>
              {(course) => (
                <li class="relative">
                  <Show when={course.may.edit && course.reviewedAt === null}>
                    <span class="absolute top-1.5 right-2">
                      <Button size="sm" aria-label={`${w().reviewed}, ${course.number}`} onClick={() => void review([course.id])}>
                        {w().reviewed}
                      </Button>
                    </span>
                  </Show>
                  <A href={props.addressOf(`cours=${course.id}`)} noScroll class="flex flex-col gap-0.5 px-3 py-2 text-sm hover:bg-hover">
                    <span class="font-medium" classList={{ "pr-16": course.reviewedAt === null }}>
                      <span class="tabular-nums">{course.number}</span> {course.name}
                      <Show when={course.reviewedAt === null}>
                        <span class="ml-2 rounded-sm bg-warn-soft px-1.5 py-0.5 text-xs text-warn">{w().toReview}</span>
                      </Show>
                    </span>
                    <span class="text-xs text-muted">
                      {termName({ name: course.termName, shortName: course.termShortName }, language())} ·{" "}
                      <span class="tabular-nums">
                        {course.schedule.startsOn} – {course.schedule.endsOn}
                      </span>{" "}
                      · {writeSchedule(course.schedule, language())}
                    </span>
                    <span class="text-xs text-muted">
                      {course.leaders.length > 0 ? course.leaders.map(({ name }) => name).join(", ") : w().noLeader}
                    </span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <CohortProgressPart cohortId={props.cohort.id} />
      <section class="flex flex-col gap-2 border-t border-line pt-4">
        <h3 class="font-semibold">{w().history}</h3>
        <HistoryPanel about={props.cohort.id} />
      </section>
      <ConfirmDialog
        open={asking()}
        title={w().removeTitle(props.cohort.name)}
        text={w().removeText}
        confirm={w().remove}
        danger
        onConfirm={() => {
          setAsking(false);
          void actions.remove(props.cohort).then((done) => done && props.onClose());
        }}
        onClose={() => setAsking(false)}
      />
      <ConfirmDialog
        open={undoing()}
        title={w().removeTitle(props.cohort.name)}
        text={w().undoCopyText}
        confirm={w().undoCopy}
        danger
        onConfirm={() => void undoCopy()}
        onClose={() => setUndoing(false)}
      />
    </div>
  );
}

function CourseRecord(props: { cohort: Cohort; id: string; onDone(): void }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const query = useQuery(() => ({ queryKey: ["cohort", "course", props.id], queryFn: () => api.cohort.course.query({ id: props.id }) }));
  const course = () => answerOf(query);
  const [asking, setAsking] = createSignal(false);
  const remove = async () => {
    const of = course();
    setAsking(false);
    if (!of) return;
    try {
      await api.cohort.removeCourse.mutate({ id: of.id });
      const again = {
        cohortId: of.cohortId,
        courseId: of.courseId,
        termId: of.termId,
        schedule: of.schedule,
        defaultComment: of.defaultComment,
        leaderIds: of.leaders.map(({ id }) => id),
      };
      toast({
        text: w().done.courseRemoved(`${of.number} ${of.name}`),
        action: { label: w().undo, run: () => void api.cohort.addCourse.mutate(again).catch(failure.tell) },
      });
      props.onDone();
    } catch (error) {
      failure.tell(error);
    }
  };
  const unused = () => Object.values(course()?.uses ?? { some: 1 }).every((count) => count === 0);
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <Show
        when={course()}
        fallback={
          <Show when={query.isError} fallback={<Skeleton rows={6} />}>
            <Mishap error={query.error} />
          </Show>
        }
      >
        {(of) => (
          <div class="flex flex-col gap-4">
            <div class="flex flex-wrap gap-2">
              <Show when={of().may.seeStudents}>
                <ButtonLink
                  href={`/cohortes/${props.cohort.id}/cours/${of().id}/inscriptions`}
                  icon={<Users size={15} aria-hidden="true" />}
                >
                  {w().toEnrolments}
                </ButtonLink>
              </Show>
              <Show when={of().may.edit && unused()}>
                <Button kind="quiet" onClick={() => setAsking(true)}>
                  {w().remove}
                </Button>
              </Show>
            </div>
            <Show when={of().may.edit && of().reviewedAt === null}>
              <Notice
                kind="warn"
                quiet
                actions={
                  <Button size="sm" onClick={() => void api.cohort.review.mutate({ ids: [of().id] }).catch(failure.tell)}>
                    {w().reviewed}
                  </Button>
                }
              >
                {w().toReviewHint}
              </Notice>
            </Show>
            <HoldField course={of()} />
            <Show
              when={of().may.edit}
              fallback={
                <div class="flex flex-col gap-2 text-sm">
                  <p class="text-muted">{w().readOnlyCourse}</p>
                  <p class="tabular-nums">
                    {termName({ name: of().termName, shortName: of().termShortName }, language())}, {of().schedule.startsOn} –{" "}
                    {of().schedule.endsOn}
                  </p>
                  <p>{writeSchedule(of().schedule, language())}</p>
                  <p>
                    {of()
                      .leaders.map(({ name }) => name)
                      .join(", ") || w().noLeader}
                  </p>
                  <p class="whitespace-pre-line">{of().defaultComment}</p>
                </div>
              }
            >
              <CohortCourseForm cohort={props.cohort} course={of()} onDone={props.onDone} onCancel={props.onDone} />
            </Show>
            <section class="flex flex-col gap-2 border-t border-line pt-4">
              <h3 class="font-semibold">{w().history}</h3>
              <HistoryPanel about={of().id} />
            </section>
            <ConfirmDialog
              open={asking()}
              title={w().removeTitle(`${of().number} ${of().name}`)}
              text={w().removeCourseText}
              confirm={w().remove}
              danger
              onConfirm={() => void remove()}
              onClose={() => setAsking(false)}
            />
          </div>
        )}
      </Show>
    </Suspense>
  );
}
