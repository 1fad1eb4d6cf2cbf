import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, on, Show } from "solid-js";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { SupervisorSection } from "#ui/request/supervisor-section.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { partWords } from "#words/parts.ts";
import type { Board } from "./board.ts";
import type { Moves } from "./moves.ts";

/** Who leads the group of a place: the school's instructor, and the one at the place (F-156, F-168). */
export function InstructorDialog(props: { board: Board; moves: Moves }) {
  const w = useWords(assignmentWords);
  const p = useWords(partWords);
  const [chosen, setChosen] = createSignal("");
  const requestId = () => {
    const asking = props.board.asking();
    return asking?.what === "instructor" ? asking.requestId : null;
  };
  // As it was while the box was open: its words do not change while it closes.
  const [shown, setShown] = createSignal<string | null>(null);
  const place = () => props.board.place(shown() ?? "");
  createEffect(
    on(requestId, (id) => {
      if (id === null) return;
      setShown(id);
      setChosen(props.board.place(id)?.instructorId ?? "");
    }),
  );
  const people = useQuery(() => ({
    queryKey: ["people", "instructors"],
    queryFn: () => api.request.instructors.query(),
    enabled: requestId() !== null,
    staleTime: 300_000,
  }));
  const close = () => props.board.setAsking(null);
  const save = () => {
    const id = requestId();
    close();
    if (id !== null) void props.moves.instruct(id, chosen() === "" ? null : chosen());
  };
  return (
    <Dialog
      open={requestId() !== null}
      onClose={close}
      title={w().instructorTitle}
      text={place()?.path ?? ""}
      actions={
        <>
          <Button kind="quiet" onClick={close}>
            {p().cancel}
          </Button>
          <Button kind="primary" onClick={save}>
            {w().instructorSave}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Field label={w().instructor} hint={(place()?.split.length ?? 0) > 0 ? w().instructorParts : ""}>
          <Combobox
            value={chosen()}
            text={place()?.instructor ?? ""}
            onChange={setChosen}
            options={(people.isSuccess ? people.data : []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Show when={requestId()}>{(id) => <SupervisorSection requestId={id()} side="placing" />}</Show>
        <p class="text-xs text-muted">{w().siteInstructorHint}</p>
      </div>
    </Dialog>
  );
}
