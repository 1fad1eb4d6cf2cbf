import { createSignal, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { matchingWords } from "#words/matching.ts";
import { partWords } from "#words/parts.ts";
import type { Acts } from "./acts.ts";
import { listName, type Desk } from "./desk.ts";

const kinds = ["student", "place", "lock"] as const;
type Kind = (typeof kinds)[number];

/** One exception: a student or a place withheld, or a student locked at a place, with why. */
export function ExceptionDialog(props: { desk: Desk; acts: Acts; onClose(): void }) {
  const w = useWords(matchingWords);
  const p = useWords(partWords);
  const [kind, setKind] = createSignal<Kind>("student");
  const [studentId, setStudentId] = createSignal("");
  const [requestId, setRequestId] = createSignal("");
  const [note, setNote] = createSignal("");
  const students = () => props.desk.students.map((one) => ({ value: one.id, label: listName(one), hint: one.number }));
  const places = () => props.desk.places.map((one) => ({ value: one.requestId, label: one.path, hint: String(one.reference) }));
  const choose = (id: string) => {
    setStudentId(id);
    const seat = props.desk.students.find((one) => one.id === id)?.seat;
    if (kind() === "lock" && requestId() === "" && seat) setRequestId(seat.requestId);
  };
  const whole = () => (kind() === "place" || studentId() !== "") && (kind() === "student" || requestId() !== "");
  const save = async () => {
    if (!whole()) return;
    const one = { note: note().trim() };
    const chosen = kind();
    const exception =
      chosen === "student"
        ? { kind: chosen, studentId: studentId(), ...one }
        : chosen === "place"
          ? { kind: chosen, requestId: requestId(), ...one }
          : { kind: chosen, studentId: studentId(), requestId: requestId(), ...one };
    if (await props.acts.keep([exception])) props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().addException}
      text={w().exceptionText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" disabled={!whole()} pending={props.acts.pending() === "keep"} onClick={() => void save()}>
            {w().keep}
          </Button>
        </>
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={w().kind} group>
          <RadioGroup
            value={kind()}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: w().kinds[value], hint: w().kindHints[value] }))}
          />
        </Field>
        <Show when={kind() !== "place"}>
          <Field label={w().student} required>
            <Combobox value={studentId()} onChange={choose} options={students()} />
          </Field>
        </Show>
        <Show when={kind() !== "student"}>
          <Field label={w().place} required>
            <Combobox value={requestId()} onChange={(value) => setRequestId(value)} options={places()} />
          </Field>
        </Show>
        <Field label={w().note} optional>
          <TextInput value={note()} onChange={setNote} maxlength={500} />
        </Field>
      </form>
    </Dialog>
  );
}
