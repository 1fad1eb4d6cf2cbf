import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { preferenceWords } from "#words/preference.ts";
import { problemSentence } from "#words/problem.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Whom } from "./enrol-dialog.tsx";

type Candidate = Outputs["enrolment"]["wishes"]["students"][number];
type Made = Outputs["enrolment"]["copyWishes"];

/** « Copier les préférences à une fiche de stage individuel et affecter » (T03, F-093): what will be made, student by student, then made. */
export function WishesDialog(props: { cohortCourseId: string; whom: Whom | null; onDone(): void; onClose(): void }) {
  const w = useWords(preferenceWords);
  const failure = useFailure();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [picked, setPicked] = createSignal<ReadonlyMap<string, number | null>>(new Map());
  const [pending, setPending] = createSignal(false);
  const [made, setMade] = createSignal<Made | null>(null);
  const asked = () => ({ cohortCourseId: props.cohortCourseId, studentIds: props.whom?.studentIds ?? [] });
  const wishes = useQuery(() => ({
    queryKey: ["enrolment", "wishes", asked()],
    queryFn: () => api.enrolment.wishes.query(asked()),
    enabled: props.whom !== null && made() === null,
  }));
  const known = () => answerOf(wishes);
  // Another selection begins anew.
  createEffect(
    on(
      () => props.whom,
      () => void (setPicked(new Map()), setMade(null)),
    ),
  );

  const pickOf = (one: Candidate): number | null => {
    const chosen = picked().get(one.studentId);
    return chosen === undefined ? one.pick : chosen;
  };
  const mayCopy = (one: Candidate) => one.state === "enrolled" && !one.assigned;
  const making = createMemo(() => (known()?.students ?? []).filter((one) => mayCopy(one) && pickOf(one) !== null));
  /** Students of this box who go to each unit. */
  const here = createMemo(() => {
    const counts = new Map<string, number>();
    for (const one of making()) {
      const unit = one.choices[pickOf(one) ?? -1]?.room?.destinationId;
      if (unit) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    return counts;
  });
  const close = () => {
    setMade(null);
    props.onClose();
  };
  const create = async () => {
    setPending(true);
    try {
      const picks = making().map((one) => ({ studentId: one.studentId, at: pickOf(one) ?? 0, saw: one.version }));
      const outcome = await api.enrolment.copyWishes.mutate({ cohortCourseId: props.cohortCourseId, picks });
      setMade(outcome);
      const count = outcome.done.length;
      if (count > 0) toast({ text: w().copy.done(count), action: { label: w().undo, run: () => void takeBack(outcome) } });
      props.onDone();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  /** Rows, requests and seats go again, and the marks are what they were. */
  const takeBack = async ({ done, marks }: Made) => {
    const { cohortCourseId } = props;
    try {
      await api.enrolment.uncopy.mutate({ cohortCourseId, studentIds: done.map(({ studentId }) => studentId), rows: true });
      const had = marks.filter(({ to }) => to !== null);
      if (had.length > 0) await api.enrolment.mark.mutate({ cohortCourseId, marks: had });
      toast({ text: w().undone });
    } catch (error) {
      failure.tell(error);
    }
  };
  const makeGenerative = () =>
    void api.preference.use
      .mutate({ cohortCourseId: props.cohortCourseId, use: "generative" })
      .then(() => queries.invalidateQueries({ queryKey: ["enrolment"] }), failure.tell);
  const nameOf = (studentId: string) => {
    const one = known()?.students.find((student) => student.studentId === studentId);
    return one ? fullName(one) : "";
  };

  return (
    <Dialog
      open={props.whom !== null}
      onClose={close}
      title={w().copy.title}
      text={w().copy.text}
      size="lg"
      actions={
        <Show
          when={made()}
          fallback={
            <>
              <span class="mr-auto self-center text-sm text-muted" role="status">
                <Show when={known()}>{(answer) => w().copy.summary(making().length, answer().students.length - making().length)}</Show>
              </span>
              <Button kind="quiet" onClick={close}>
                {w().copy.cancel}
              </Button>
              <Button
                kind="primary"
                pending={pending()}
                disabled={making().length === 0 || known()?.use !== "generative"}
                onClick={() => void create()}
              >
                {w().copy.confirm(making().length)}
              </Button>
            </>
          }
        >
          {(outcome) => (
            <>
              <Button kind="quiet" onClick={close}>
                {w().copy.close}
              </Button>
              <ButtonLink kind="primary" href={`/fiches/${outcome().worksheetId}`}>
                {w().copy.openSheet}
              </ButtonLink>
            </>
          )}
        </Show>
      }
    >
      <Show when={!wishes.isError} fallback={<Mishap error={wishes.error} />}>
        <Show when={made()}>
          {(outcome) => (
            <div class="flex flex-col gap-3">
              <Notice kind="done">{w().copy.done(outcome().done.length)}</Notice>
              <Show when={outcome().refused.length > 0}>
                <Notice kind="warn" title={w().copy.some(outcome().refused.length)}>
                  <ul class="mt-1 flex flex-col gap-1">
                    <For each={outcome().refused}>
                      {({ studentId, refusal }) => (
                        <li>
                          <span class="font-medium">{nameOf(studentId)}</span>
                          {`. ${refusalSentence(refusal, language())}`}
                        </li>
                      )}
                    </For>
                  </ul>
                </Notice>
              </Show>
            </div>
          )}
        </Show>
        <Show when={made() === null}>
          <Show when={known()} fallback={<Skeleton rows={8} />}>
            {(answer) => (
              <div class="flex flex-col gap-3">
                <Show when={answer().use === "informative"}>
                  <Notice
                    kind="info"
                    actions={
                      <Button size="sm" onClick={makeGenerative}>
                        {w().copy.makeGenerative}
                      </Button>
                    }
                  >
                    {w().copy.informative}
                  </Notice>
                </Show>
                <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
                  <For each={answer().students}>
                    {(one) => (
                      <WishLine
                        one={one}
                        pick={pickOf(one)}
                        may={mayCopy(one)}
                        more={here()}
                        onPick={(at) => setPicked(new Map(picked()).set(one.studentId, at))}
                      />
                    )}
                  </For>
                </ul>
              </div>
            )}
          </Show>
        </Show>
      </Show>
    </Dialog>
  );
}

/** One student: which of her choices becomes a place, what room there is, or why there is none. */
function WishLine(props: {
  one: Candidate;
  pick: number | null;
  may: boolean;
  more: ReadonlyMap<string, number>;
  onPick(at: number | null): void;
}) {
  const w = useWords(preferenceWords);
  const { language } = useLanguage();
  const name = () => fullName(props.one);
  const chosen = () => (props.pick === null ? undefined : props.one.choices[props.pick]);
  const why = () => {
    if (props.one.state !== "enrolled") return w().copy.away;
    if (props.one.assigned) return w().copy.assigned;
    if (props.one.choices.length === 0) return w().copy.noWish;
    return props.one.choices.every(({ problem }) => problem !== null) ? w().copy.nothing : null;
  };
  const wrong = () =>
    props.one.choices.flatMap(({ path, problem }, at) =>
      problem && (props.pick === null || at < props.pick) ? [{ at, path, why: problemSentence(problem, language()) }] : [],
    );
  const room = () => {
    const of = chosen()?.room;
    if (!of || of.capacity === null) return null;
    const asked = of.asked + (props.more.get(of.destinationId) ?? 0);
    return { asked, capacity: of.capacity, over: asked > of.capacity };
  };
  return (
    <li class="grid gap-x-4 gap-y-1 px-3 py-2 text-sm [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] sm:grid-cols-[14rem_1fr]">
      <span class="self-start pt-1">
        <span class="font-medium">{name()}</span>
        <span class="block text-xs text-muted tabular-nums">{props.one.number}</span>
      </span>
      <span class="flex min-w-0 flex-col gap-1">
        <Show when={props.may && why() === null} fallback={<span class="pt-1 text-muted">{why()}</span>}>
          <Select
            aria-label={w().copy.choice(name())}
            value={props.pick === null ? "none" : String(props.pick)}
            onChange={(value) => props.onPick(value === "none" ? null : Number(value))}
            options={[
              ...props.one.choices.map(({ path, problem }, at) => ({
                value: String(at),
                label: `${at + 1}. ${path}`,
                disabled: problem !== null,
              })),
              { value: "none", label: w().copy.leave },
            ]}
          />
          <Show when={room()}>
            {(of) => (
              <span class={`text-xs ${of().over ? "font-medium text-warn" : "text-muted"}`}>
                {`${w().copy.capacity(of().asked, of().capacity)}${of().over ? `\u00A0: ${w().copy.over}` : ""}`}
              </span>
            )}
          </Show>
        </Show>
        <For each={wrong()}>{(one) => <span class="text-xs text-muted">{`${w().rank(one.at)}, ${one.path}\u00A0: ${one.why}`}</span>}</For>
      </span>
    </li>
  );
}
