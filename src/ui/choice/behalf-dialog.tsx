import { createMemo, createSignal, For, Show } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import X from "lucide-solid/icons/x";
import { longestUnlockReason } from "#domain/choice.ts";
import { longestPreferenceComment, moveRank } from "#domain/preference.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";
import type { Chooser, Known, Round } from "./round.ts";

/** A student's choices, made by who coordinates: in order, with why (F-235). What was there is kept, and can be put back. */
export function BehalfDialog(props: { known: Known; round: Round; row: Chooser; onClose(): void }) {
  const w = useWords(choiceStudentWords);
  const c = useWords(choiceWords);
  const failure = useFailure();
  const { row, known, round } = props;
  const before = (row.submitted ?? row.draft).map(({ placeId, comment }) => ({ placeId, comment }));
  const saw = row.version;
  const [list, setList] = createSignal(before);
  const [reason, setReason] = createSignal("");
  let box: HTMLOListElement | undefined;
  const places = createMemo(() => {
    const named = new Map(
      [...row.draft, ...(row.submitted ?? [])].map(({ placeId, path }) => [placeId, { path, gone: true, withheld: false }]),
    );
    for (const { placeId, path, gone, withheld } of round.places) named.set(placeId, { path, gone, withheld });
    return named;
  });
  const ids = createMemo(() => list().map(({ placeId }) => placeId));
  const of = (placeId: string) => list().find((one) => one.placeId === placeId);
  const pathOf = (placeId: string) => places().get(placeId)?.path ?? "";
  const options = () =>
    round.places
      .filter(({ placeId, gone }) => !gone && !ids().includes(placeId))
      .map(({ placeId, path, organisation, withheld }) => ({
        value: placeId,
        label: path,
        hint: [organisation, withheld ? w().behalf.withheld : ""].filter((part) => part !== "").join(", "),
      }));
  const move = (placeId: string, by: -1 | 1) => {
    const from = ids().indexOf(placeId);
    if (from + by < 0 || from + by >= ids().length) return;
    setList((all) => moveRank(all, from, from + by));
    announce(w().behalf.moved(pathOf(placeId), from + by + 1));
    // The button that was pressed is now elsewhere, and keeps the focus.
    queueMicrotask(() => box?.querySelector<HTMLElement>(`[data-move="${placeId} ${by}"]`)?.focus());
  };
  const save = async () => {
    const input = { cohortCourseId: known.course.id, studentId: row.studentId };
    const { version } = await api.choice.behalf.mutate({ ...input, saw, choices: list(), reason: reason() });
    const back = row.submitted?.map(({ placeId, comment }) => ({ placeId, comment })) ?? [];
    toast({
      text: list().length === 0 ? w().behalf.takenBack(fullName(row)) : w().behalf.done(fullName(row)),
      action: {
        label: c().undo,
        run: () => void api.choice.behalf.mutate({ ...input, saw: version, choices: back }).catch(failure.tell),
      },
    });
  };
  return (
    <ChoiceDialog
      title={w().behalf.title(fullName(row))}
      text={w().behalf.text}
      confirm={w().behalf.submit}
      ready={list().length > 0 || row.submitted !== null}
      send={save}
      onClose={props.onClose}
    >
      <Show when={list().length > 0} fallback={<p class="text-sm text-muted">{w().behalf.none}</p>}>
        <ol ref={box} class="flex flex-col gap-2" aria-label={w().behalf.title(fullName(row))}>
          <For each={ids()}>
            {(placeId, at) => (
              <li class="flex flex-wrap items-center gap-2 rounded border border-line px-2 py-1.5">
                <span class="w-5 shrink-0 text-right text-sm text-muted tabular-nums">{`${at() + 1}.`}</span>
                <span class="min-w-0 flex-[1_1_12rem] text-sm font-medium">
                  {pathOf(placeId)}
                  <Show when={places().get(placeId)?.withheld || places().get(placeId)?.gone}>
                    <span class="ml-1.5 text-xs font-normal text-warn">
                      {places().get(placeId)?.gone ? w().behalf.gone : w().behalf.withheld}
                    </span>
                  </Show>
                </span>
                <TextInput
                  class="min-w-0 flex-[1_1_9rem]"
                  aria-label={w().behalf.comment(pathOf(placeId))}
                  placeholder={w().behalf.commentHint}
                  maxLength={longestPreferenceComment}
                  value={of(placeId)?.comment ?? ""}
                  onChange={(comment) => setList((all) => all.map((one) => (one.placeId === placeId ? { ...one, comment } : one)))}
                />
                <span class="flex shrink-0">
                  <IconButton
                    label={w().behalf.up(pathOf(placeId))}
                    data-move={`${placeId} -1`}
                    disabled={at() === 0}
                    onClick={() => move(placeId, -1)}
                    icon={<ArrowUp size={15} aria-hidden="true" />}
                    size="sm"
                    kind="quiet"
                  />
                  <IconButton
                    label={w().behalf.down(pathOf(placeId))}
                    data-move={`${placeId} 1`}
                    disabled={at() === ids().length - 1}
                    onClick={() => move(placeId, 1)}
                    icon={<ArrowDown size={15} aria-hidden="true" />}
                    size="sm"
                    kind="quiet"
                  />
                  <IconButton
                    label={w().behalf.remove(pathOf(placeId))}
                    onClick={() => setList((all) => all.filter((one) => one.placeId !== placeId))}
                    icon={<X size={15} aria-hidden="true" />}
                    size="sm"
                    kind="quiet"
                  />
                </span>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={list().length < round.most}>
        <Field label={w().behalf.add}>
          <Combobox
            value=""
            onChange={(placeId) => {
              if (places().has(placeId) && !ids().includes(placeId)) setList((all) => [...all, { placeId, comment: "" }]);
            }}
            options={options()}
          />
        </Field>
      </Show>
      <Field label={w().behalf.reason} optional hint={w().behalf.reasonHint}>
        <TextInput value={reason()} onChange={setReason} maxLength={longestUnlockReason} />
      </Field>
    </ChoiceDialog>
  );
}
