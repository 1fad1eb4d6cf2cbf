import { createUniqueId } from "solid-js";
import type { StudentTexts } from "#domain/student.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { studentWords } from "#words/student.ts";
import { blankStudent, StudentForm } from "./student-form.tsx";

/** A box to add one student; what `send` does with them (the register, or a course too) is the screen's. */
export function AddStudent<Result>(props: {
  open: boolean;
  draft: string;
  text?: string;
  send(texts: StudentTexts): Promise<Result>;
  done(result: Result, texts: StudentTexts): void;
  onClose(): void;
}) {
  const w = useWords(studentWords);
  const id = createUniqueId();
  let sent = blankStudent;
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().add}
      text={props.text ?? w().private}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" type="submit" form={id}>
            {w().add}
          </Button>
        </>
      }
    >
      <StudentForm
        id={id}
        draft={props.draft}
        initial={blankStudent}
        send={(texts) => {
          sent = texts;
          return props.send(texts);
        }}
        done={(result) => props.done(result, sent)}
      />
    </Dialog>
  );
}
