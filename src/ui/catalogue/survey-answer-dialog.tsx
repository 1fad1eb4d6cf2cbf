import { createSignal, For, Show } from "solid-js";
import type { PrerequisiteFields } from "#domain/profile.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { profileWords } from "#words/profile.ts";
import { surveyWords } from "#words/survey.ts";
import type { SentSurvey } from "./survey-section.tsx";

type Change = SentSurvey["changes"][number];

/** What an answer would change, point by point, beside what the profile says: ticked is taken. */
export function SurveyAnswerDialog(props: { survey: SentSurvey; onClose(): void }) {
  const words = useWords(surveyWords);
  const w = () => words().ask;
  const p = useWords(profileWords);
  const failure = useFailure();
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = createSignal<string | null>(null);
  const [pending, setPending] = createSignal(false);
  const taken = () => props.survey.changes.map(({ key }) => key).filter((key) => !left().has(key));
  const toggle = (key: string, take: boolean) => {
    const next = new Set(left());
    if (take) next.delete(key);
    else next.add(key);
    setLeft(next);
  };
  const prerequisite = (of: PrerequisiteFields | null): string => {
    if (of === null) return "";
    const say = p().prerequisites;
    return [
      of.mandatory ? say.mandatory : say.optional,
      of.students && of.instructors ? say.both : of.students ? say.students : say.instructors,
      of.daysBefore === null ? "" : say.before(of.daysBefore),
      of.note,
    ]
      .filter((part) => part !== "")
      .join(" · ");
  };
  const side = (change: Change, which: "before" | "after"): string => {
    if (change.field === null) return prerequisite(change[which]);
    const fields = change[which];
    if (change.field === "shifts") return fields.shifts.map((shift) => p().shift[shift]).join(", ");
    if (change.field === "gender") return fields.gender === null ? "" : `${p().genderOf[fields.gender]}. ${fields.genderReason}`;
    return fields[change.field];
  };
  const title = (change: Change): string =>
    change.field !== null
      ? p().field[change.field]
      : `${(change.after ?? change.before)?.name ?? ""}${change.before === null ? ` (${w().comes.toLocaleLowerCase()})` : ""}`;
  const settle = async (take: string[]) => {
    setPending(true);
    setRefused(null);
    try {
      const { taken: count } = await api.survey.settle.mutate({ id: props.survey.id, answeredAt: props.survey.answeredAt ?? "", take });
      toast({ text: w().taken(count) });
      props.onClose();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      size="lg"
      title={w().readTitle(props.survey.name)}
      text={props.survey.changes.length > 0 ? w().readText : w().points(0)}
      onClose={props.onClose}
      actions={
        <>
          <Button kind="quiet" onClick={props.onClose}>
            {w().cancel}
          </Button>
          <Button kind="primary" pending={pending()} onClick={() => void settle(taken())}>
            {taken().length === props.survey.changes.length && taken().length > 0 ? w().takeAll : w().take(taken().length)}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3 pb-2">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <ul class="divide-y divide-line rounded-lg border border-line text-sm">
          <For each={props.survey.changes}>
            {(change) => (
              <li class="flex flex-col gap-1.5 px-3 py-2.5">
                <Checkbox
                  label={<span class="font-medium">{title(change)}</span>}
                  checked={!left().has(change.key)}
                  onChange={(take) => toggle(change.key, take)}
                />
                <dl class="grid gap-x-4 gap-y-1 pl-6 sm:grid-cols-2">
                  <div>
                    <dt class="text-xs text-muted">{w().before}</dt>
                    <dd class="whitespace-pre-line text-muted">{side(change, "before") || w().nothing}</dd>
                  </div>
                  <div>
                    <dt class="text-xs text-muted">{w().after}</dt>
                    <dd class="whitespace-pre-line">
                      {side(change, "after") || (change.field === null && change.after === null ? w().goes : w().nothing)}
                    </dd>
                  </div>
                </dl>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Dialog>
  );
}
