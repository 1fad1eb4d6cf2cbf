import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import { z } from "zod";
import { staffKinds, type StaffKind } from "#domain/access.ts";
import { roleFits, type AgencyKind } from "#domain/role.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { peopleWords } from "#words/people.ts";
import { rolePurposeWords, roleWords } from "#words/role.ts";
import { useChoices } from "./person-dialog.tsx";
import type { OpenPerson } from "./person-panel.tsx";
import { RightsEditor, type Choices } from "./rights-editor.tsx";
import { allRights, isWhole, type RightValues } from "./rights.ts";

const schema = z.object({
  email: z.string().trim().min(1).pipe(z.email().max(320)),
  language: z.enum(["fr", "en"]),
  kind: z.enum(staffKinds),
});

/** The roles an organisation can give, the local administrator's last. */
export const rolesFor = (agency: AgencyKind): StaffKind[] => staffKinds.filter((kind) => roleFits(kind, agency));

/** Gives somebody access: where the mail goes, the first role and what it covers. */
export function InviteDialog(props: { of: OpenPerson; open: boolean; onClose(): void }) {
  const w = useWords(peopleWords);
  const choices = useChoices();
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w().invite.title(props.of.name)} text={w().invite.text}>
      <Show when={choices.data} fallback={<Skeleton rows={6} />}>
        {(known) => <InviteForm of={props.of} choices={known()} onDone={props.onClose} />}
      </Show>
    </Dialog>
  );
}

function InviteForm(props: { of: OpenPerson; choices: Choices; onDone(): void }) {
  const w = useWords(peopleWords);
  const parts = useWords(partWords);
  const roleNames = useWords(roleWords);
  const purposes = useWords(rolePurposeWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [rights, setRights] = createSignal<RightValues>(allRights);
  const [tried, setTried] = createSignal(false);
  const initial: { email: string; language: "fr" | "en"; kind: StaffKind | "" } = {
    email: props.of.email ?? "",
    language: language(),
    kind: "",
  };
  const form = useForm({
    key: null,
    initial,
    schema,
    send: async (data: z.infer<typeof schema>) => {
      setTried(true);
      if (!isWhole(rights(), data.kind, props.choices.agencyKind)) return null;
      await api.people.invite.mutate({ ...data, personId: props.of.id, rights: rights() });
      return data.email;
    },
    done: (email) => {
      if (email === null) return;
      toast({ text: w().access.invited(email) });
      void queries.invalidateQueries({ queryKey: ["people"] });
      props.onDone();
    },
  });
  const kind = () => (form.values.kind === "" ? null : form.values.kind);
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate>
      <FormNotices form={form} />
      <Field label={w().invite.email} hint={w().invite.emailHint} error={form.error("email")}>
        <TextInput {...form.field("email")} type="email" inputmode="email" autocomplete="off" maxLength={320} />
      </Field>
      <Field label={w().invite.language} group>
        <RadioGroup
          inline
          value={form.values.language}
          onChange={(to) => form.set("language", to)}
          options={[
            { value: "fr" as const, label: "Français" },
            { value: "en" as const, label: "English" },
          ]}
        />
      </Field>
      <Field label={w().invite.role} hint={kind() ? purposes()[kind() ?? "observer"] : undefined} error={form.error("kind")}>
        <Select<StaffKind>
          value={form.values.kind}
          placeholder="—"
          onChange={(to) => form.set("kind", to)}
          options={rolesFor(props.choices.agencyKind).map((value) => ({ value, label: roleNames()[value] }))}
        />
      </Field>
      <Show when={kind()}>
        {(of) => (
          <RightsEditor
            kind={of()}
            choices={props.choices}
            rights={rights()}
            onChange={setRights}
            error={tried() && !isWhole(rights(), of(), props.choices.agencyKind) ? w().rights.needed : null}
          />
        )}
      </Show>
      <div class="flex justify-end gap-2 border-t border-line pt-3">
        <Button kind="quiet" onClick={() => props.onDone()}>
          {parts().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {w().invite.submit}
        </Button>
      </div>
    </form>
  );
}
