import { createSignal } from "solid-js";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { partWords } from "#words/parts.ts";
import { peopleWords } from "#words/people.ts";
import { roleWords } from "#words/role.ts";
import type { OpenPerson } from "./person-panel.tsx";

/** Takes the roles and rights of a colleague as a model (F-015). */
export function CopyRolesDialog(props: { of: OpenPerson; open: boolean; onCopy(fromPersonId: string): void; onClose(): void }) {
  const w = useWords(peopleWords);
  const parts = useWords(partWords);
  const roleNames = useWords(roleWords);
  const [from, setFrom] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const search = async (text: string) => {
    const { people } = await api.people.list.query({ search: text });
    return people
      .filter((one) => one.id !== props.of.id && one.kinds.length > 0)
      .map((one) => ({ value: one.id, label: one.name, hint: one.kinds.map((kind) => roleNames()[kind]).join(", ") }));
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().roles.copyTitle}
      text={w().roles.copyText}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {parts().cancel}
          </Button>
          <Button
            kind="primary"
            onClick={() => {
              setTried(true);
              if (from() !== "") props.onCopy(from());
            }}
          >
            {w().roles.copySubmit}
          </Button>
        </>
      }
    >
      <Field label={w().roles.copyFrom} error={tried() && from() === "" ? parts().reason.codeNeeded : null}>
        <Combobox value={from()} onChange={(id) => setFrom(id)} search={search} />
      </Field>
    </Dialog>
  );
}
