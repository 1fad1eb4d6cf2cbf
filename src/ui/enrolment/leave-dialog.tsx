import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { refusalSentence } from "#words/refusal.ts";
import { LeftCourses } from "./course-lines.tsx";
import type { Whom } from "./enrol-dialog.tsx";

/** Before students leave a cohort: each course that this touches, and those in which a place holds them (F-070). */
export function LeaveDialog(props: {
  cohortCourseId: string;
  cohort: string;
  whom: Whom | null;
  onConfirm(studentIds: string[]): void;
  onClose(): void;
}) {
  const w = useWords(enrolmentWords);
  const asked = () => ({ cohortCourseId: props.cohortCourseId, studentIds: props.whom?.studentIds ?? [] });
  const leaving = useQuery(() => ({
    queryKey: ["enrolment", "leaving", asked()],
    queryFn: () => api.enrolment.leaving.query(asked()),
    enabled: props.whom !== null,
  }));
  const known = () => answerOf(leaving);
  const going = () => (known() ?? []).reduce((sum, course) => sum + course.going, 0);
  let keep: HTMLButtonElement | undefined;
  return (
    <Dialog
      open={props.whom !== null}
      onClose={props.onClose}
      title={w().leave.title(props.whom?.called ?? "", props.cohort)}
      text={w().leave.text}
      initialFocus={() => keep ?? null}
      actions={
        <>
          <Button ref={keep} kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button
            kind="primary"
            disabled={going() === 0}
            onClick={() => {
              if (props.whom) props.onConfirm(props.whom.studentIds);
              props.onClose();
            }}
          >
            {w().leave.confirm}
          </Button>
        </>
      }
    >
      <Show when={!leaving.isError} fallback={<Mishap error={leaving.error} />}>
        <Show when={known()} fallback={<Skeleton rows={3} />}>
          {(courses) => (
            <div class="flex flex-col gap-3">
              <LeftCourses courses={courses()} here={props.cohortCourseId} />
              <Show when={going() === 0}>
                <Notice kind="warn">{w().leave.nothing}</Notice>
              </Show>
            </div>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}

type Refused = Outputs["enrolment"]["uncopy"]["refused"];

/** Sends students back from a worksheet to the enrolments (F-113). Who could not go is named before the box closes. */
export function UncopyDialog(props: {
  whom: Whom | null;
  nameOf(studentId: string): string;
  onConfirm(studentIds: string[], rows: boolean): Promise<Refused | null>;
  onClose(): void;
}) {
  const w = useWords(enrolmentWords);
  const { language } = useLanguage();
  const [rows, setRows] = createSignal(true);
  const [pending, setPending] = createSignal(false);
  const [left, setLeft] = createSignal<{ name: string; why: string }[]>([]);
  const close = () => {
    setLeft([]);
    props.onClose();
  };
  const confirm = async () => {
    if (!props.whom) return;
    const { nameOf } = props;
    setPending(true);
    const refused = await props.onConfirm(props.whom.studentIds, rows());
    setPending(false);
    if (refused === null || refused.length === 0) return close();
    setLeft(refused.map(({ studentId, refusal }) => ({ name: nameOf(studentId), why: refusalSentence(refusal, language()) })));
  };
  return (
    <Dialog
      open={props.whom !== null}
      onClose={close}
      title={w().uncopy.title(props.whom?.called ?? "")}
      text={w().uncopy.text}
      actions={
        <Show when={left().length === 0} fallback={<Button onClick={close}>{w().close}</Button>}>
          <Button kind="quiet" onClick={close}>
            {w().cancel}
          </Button>
          <Button kind={rows() ? "danger" : "primary"} pending={pending()} onClick={() => void confirm()}>
            {w().uncopy.confirm}
          </Button>
        </Show>
      }
    >
      <Show
        when={left().length > 0}
        fallback={<Checkbox checked={rows()} onChange={setRows} label={w().uncopy.rows} hint={w().uncopy.rowsHint} />}
      >
        <Notice kind="warn" title={w().uncopy.some(left().length)}>
          <ul class="mt-1 flex flex-col gap-1">
            <For each={left()}>
              {({ name, why }) => (
                <li>
                  <span class="font-medium">{name}</span>
                  {`. ${why}`}
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </Show>
    </Dialog>
  );
}
