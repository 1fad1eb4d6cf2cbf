import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import type { StaffKind } from "#domain/access.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { peopleWords } from "#words/people.ts";
import { rolePurposeWords, roleWords } from "#words/role.ts";
import { rolesFor } from "./invite-dialog.tsx";
import { useChoices } from "./person-dialog.tsx";
import type { OpenPerson } from "./person-panel.tsx";
import { RightsEditor, type Choices } from "./rights-editor.tsx";
import { allRights, isWhole, type RightValues } from "./rights.ts";

export type HeldRole = OpenPerson["roles"][number];

/** Gives one more role with its rights, or changes what a held one covers. */
export function RoleDialog(props: { of: OpenPerson; role: HeldRole | null; open: boolean; onClose(): void }) {
  const w = useWords(peopleWords);
  const roleNames = useWords(roleWords);
  const choices = useChoices();
  const title = () =>
    props.role ? w().rights.changeTitle(roleNames()[props.role.kind], props.of.name) : w().rights.giveTitle(props.of.name);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={title()}>
      <Show when={choices.data} fallback={<Skeleton rows={6} />}>
        {(known) => <RoleForm of={props.of} role={props.role} choices={known()} onDone={props.onClose} />}
      </Show>
    </Dialog>
  );
}

function RoleForm(props: { of: OpenPerson; role: HeldRole | null; choices: Choices; onDone(): void }) {
  const w = useWords(peopleWords);
  const parts = useWords(partWords);
  const roleNames = useWords(roleWords);
  const purposes = useWords(rolePurposeWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const held = props.role;
  const [kind, setKind] = createSignal<StaffKind | "">(held?.kind ?? "");
  const [rights, setRights] = createSignal<RightValues>(held ? { ...held } : allRights);
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const free = () => rolesFor(props.choices.agencyKind).filter((one) => !props.of.roles.some((role) => role.kind === one));
  const { agencyKind } = props.choices;
  const chosen = () => (kind() === "" ? null : (kind() as StaffKind));
  const whole = () => {
    const of = chosen();
    return of !== null && isWhole(rights(), of, agencyKind);
  };
  const wanted = (): RightValues => {
    const { everything, programmes, sites, services, destinations } = rights();
    return { everything, programmes, sites, services, destinations, withNames: rights().withNames ?? true };
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const of = chosen();
    if (of === null || !whole() || pending()) return;
    setPending(true);
    setError(null);
    try {
      if (held) await api.people.changeRights.mutate({ roleId: held.id, rights: wanted() });
      else await api.people.giveRole.mutate({ personId: props.of.id, kind: of, rights: wanted() });
      toast({ text: held ? w().roles.changed : w().roles.given });
      void queries.invalidateQueries({ queryKey: ["people"] });
      props.onDone();
    } catch (cause) {
      setError(failure.sentence(cause));
    } finally {
      setPending(false);
    }
  };

  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={(event) => void submit(event)} novalidate>
      <Show when={error()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <Show when={!held}>
        <Field
          label={w().role}
          hint={chosen() ? purposes()[chosen() ?? "observer"] : undefined}
          error={tried() && chosen() === null ? parts().reason.codeNeeded : null}
        >
          <Select<StaffKind>
            value={kind()}
            placeholder="—"
            onChange={setKind}
            options={free().map((value) => ({ value, label: roleNames()[value] }))}
          />
        </Field>
      </Show>
      <Show when={chosen()}>
        {(of) => (
          <RightsEditor
            kind={of()}
            choices={props.choices}
            rights={rights()}
            onChange={setRights}
            error={tried() && !whole() ? w().rights.needed : null}
          />
        )}
      </Show>
      <div class="flex justify-end gap-2 border-t border-line pt-3">
        <Button kind="quiet" onClick={() => props.onDone()}>
          {parts().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={pending()}>
          {held ? w().rights.save : w().rights.submit}
        </Button>
      </div>
    </form>
  );
}
