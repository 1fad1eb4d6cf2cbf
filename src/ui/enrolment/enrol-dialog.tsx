import { useQuery } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { ReachedCourses, type Reached } from "./course-lines.tsx";

/** Students an action is for: their ids, and how the box calls them (a name, or how many). */
export interface Whom {
  studentIds: string[];
  called: string;
}

const touched = (courses: readonly Reached[]): number => courses.filter(({ added, back }) => added + back > 0).length;

const useReach = (of: () => { cohortCourseId: string; studentIds: string[] } | null) =>
  useQuery(() => ({
    queryKey: ["enrolment", "reach", of()],
    queryFn: () => api.enrolment.reach.query(of() ?? { cohortCourseId: "", studentIds: [] }),
    enabled: of() !== null,
  }));

/** Before students are enrolled in a structured cohort: each course that this reaches (F-073). */
export function EnrolDialog(props: { cohortCourseId: string; whom: Whom | null; onConfirm(whom: Whom): void; onClose(): void }) {
  const w = useWords(enrolmentWords);
  const reach = useReach(() => (props.whom ? { cohortCourseId: props.cohortCourseId, studentIds: props.whom.studentIds } : null));
  const known = () => answerOf(reach);
  let go: HTMLButtonElement | undefined;
  return (
    <Dialog
      open={props.whom !== null}
      onClose={props.onClose}
      title={w().reach.title(props.whom?.called ?? "", known()?.cohort ?? "")}
      text={known()?.structured === false ? w().reach.alone : w().reach.text}
      initialFocus={() => go ?? null}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button
            ref={go}
            kind="primary"
            disabled={touched(known()?.courses ?? []) === 0}
            onClick={() => {
              if (props.whom) props.onConfirm(props.whom);
            }}
          >
            {w().reach.confirm(touched(known()?.courses ?? []))}
          </Button>
        </>
      }
    >
      <Show when={!reach.isError} fallback={<Mishap error={reach.error} />}>
        <Show when={known()} fallback={<Skeleton rows={3} />}>
          {(answer) => <ReachedCourses courses={answer().courses} here={props.cohortCourseId} />}
        </Show>
      </Show>
    </Dialog>
  );
}

export interface Elsewhere {
  id: string;
  name: string;
  withdraw: boolean;
  who: string;
}

/** Enrols ticked students in another cohort, or another course of this one (F-072). */
export function ElsewhereDialog(props: {
  cohortCourseId: string;
  whom: Whom | null;
  onConfirm(studentIds: string[], to: Elsewhere): void;
  onClose(): void;
}) {
  const w = useWords(enrolmentWords);
  const [to, setTo] = createSignal({ id: "", name: "" });
  const [withdraw, setWithdraw] = createSignal(false);
  const reach = useReach(() => (props.whom && to().id !== "" ? { cohortCourseId: to().id, studentIds: props.whom.studentIds } : null));
  const known = () => (to().id === "" ? undefined : answerOf(reach));
  const find = async (search: string) =>
    (await api.enrolment.elsewhere.query({ cohortCourseId: props.cohortCourseId, search })).map((course) => ({
      value: course.id,
      label: `${course.number} ${course.name}`,
      hint: `${course.term}, ${w().dates(course.startsOn, course.endsOn)}`,
      group: course.cohort,
    }));
  const close = () => {
    setTo({ id: "", name: "" });
    setWithdraw(false);
    props.onClose();
  };
  const confirm = () => {
    const { whom } = props;
    if (!whom || to().id === "") return;
    props.onConfirm(whom.studentIds, { ...to(), withdraw: withdraw(), who: whom.called });
    close();
  };
  return (
    <Dialog
      open={props.whom !== null}
      onClose={close}
      title={w().elsewhere.title(props.whom?.called ?? "")}
      text={w().elsewhere.text}
      actions={
        <>
          <Button kind="quiet" onClick={close}>
            {w().cancel}
          </Button>
          <Button kind="primary" disabled={touched(known()?.courses ?? []) === 0} onClick={confirm}>
            {to().id === "" ? w().elsewhere.confirm : w().reach.confirm(touched(known()?.courses ?? []))}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Field label={w().elsewhere.course}>
          <Combobox
            value={to().id}
            text={to().name}
            placeholder={w().elsewhere.placeholder}
            search={find}
            onChange={(id, option) => setTo({ id, name: option?.group ? `${option.label}, ${option.group}` : "" })}
          />
        </Field>
        <Show when={known()}>
          {(answer) => (
            <div>
              <p class="mb-1.5 text-sm font-medium">{w().elsewhere.reached}</p>
              <ReachedCourses courses={answer().courses} here="" />
            </div>
          )}
        </Show>
        <Checkbox checked={withdraw()} onChange={setWithdraw} label={w().elsewhere.withdraw} />
      </div>
    </Dialog>
  );
}
