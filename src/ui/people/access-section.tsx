import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { z } from "zod";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { peopleWords } from "#words/people.ts";
import { writeInstant } from "#words/words.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { PanelSection, type OpenPerson } from "./person-panel.tsx";

type Asking = "none" | "invite" | "again" | "disable" | "leave";

/** Whether and how a person comes in, and what an administrator does about it. */
export function AccessSection(props: { of: OpenPerson }) {
  const w = useWords(peopleWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const failure = useFailure();
  const [asking, ask] = createSignal<Asking>("none");
  const [pending, setPending] = createSignal(false);
  const personId = () => props.of.id;

  const run = async (work: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>) => {
    setPending(true);
    try {
      await work();
      ask("none");
      toast({ text: said, ...(undo ? { action: { label: w().access.undo, run: () => void run(undo, w().access.enabled) } } : {}) });
    } catch (error) {
      ask("none");
      failure.tell(error);
    } finally {
      setPending(false);
      await queries.invalidateQueries({ queryKey: ["people"] });
    }
  };
  const id = () => ({ personId: personId() });
  const disable = () =>
    run(
      () => api.people.disable.mutate(id()),
      w().access.disabled,
      () => api.people.enable.mutate(id()),
    );
  const leave = () =>
    run(
      () => api.people.leave.mutate(id()),
      w().access.left,
      () => api.people.comeBack.mutate(id()),
    );

  const items = (): MenuItem[] => {
    const { may } = props.of;
    return [
      ...(may.sendLink
        ? [{ id: "link", label: w().access.link, run: () => void run(() => api.people.sendLink.mutate(id()), w().access.linkSent) }]
        : []),
      ...(may.disable ? [{ id: "disable", label: w().access.disable, danger: true, run: () => ask("disable") }] : []),
      ...(may.leave ? [{ id: "leave", label: w().access.leave, danger: true, run: () => ask("leave") }] : []),
    ];
  };
  return (
    <PanelSection
      title={w().access.title}
      actions={
        <span class="flex items-center gap-1.5">
          <Show when={props.of.may.invite}>
            <Button size="sm" kind="primary" onClick={() => ask("invite")}>
              {w().access.invite}
            </Button>
          </Show>
          <Show when={props.of.may.inviteAgain}>
            <Button size="sm" onClick={() => ask("again")}>
              {w().access.again}
            </Button>
          </Show>
          <Show when={props.of.may.enable}>
            <Button size="sm" pending={pending()} onClick={() => void run(() => api.people.enable.mutate(id()), w().access.enabled)}>
              {w().access.enable}
            </Button>
          </Show>
          <Show when={props.of.may.comeBack}>
            <Button size="sm" pending={pending()} onClick={() => void run(() => api.people.comeBack.mutate(id()), w().access.cameBack)}>
              {w().access.comeBack}
            </Button>
          </Show>
          <Show when={items().length > 0}>
            <Menu label={w().access.more} size="sm" kind="quiet" trigger={<Ellipsis size={16} aria-hidden="true" />} items={items()} />
          </Show>
        </span>
      }
    >
      <Show
        when={props.of.account}
        fallback={
          <Show when={props.of.state === "none"}>
            <p class="text-sm text-muted">{w().access.none}</p>
          </Show>
        }
      >
        {(account) => (
          <p class="text-sm text-muted">
            <span class="block text-ink">{w().access.signIn(account().email ?? "")}</span>
            {account().lastSignInAt
              ? w().access.last(writeInstant(account().lastSignInAt ?? "", language(), new Date()))
              : w().access.never}
          </p>
        )}
      </Show>
      <InviteDialog of={props.of} open={asking() === "invite"} onClose={() => ask("none")} />
      <Dialog open={asking() === "again"} onClose={() => ask("none")} title={w().access.againTitle} text={w().access.againText} size="sm">
        <AgainForm of={props.of} onDone={() => ask("none")} />
      </Dialog>
      <ConfirmDialog
        open={asking() === "disable"}
        title={w().access.disableTitle(props.of.name)}
        text={w().access.disableText}
        confirm={w().access.disable}
        danger
        pending={pending()}
        onConfirm={() => void disable()}
        onClose={() => ask("none")}
      />
      <ConfirmDialog
        open={asking() === "leave"}
        title={w().access.leaveTitle(props.of.name)}
        text={w().access.leaveText}
        confirm={w().access.leave}
        danger
        pending={pending()}
        onConfirm={() => void leave()}
        onClose={() => ask("none")}
      />
    </PanelSection>
  );
}

const schema = z.object({ email: z.string().trim().min(1).pipe(z.email().max(320)) });

function AgainForm(props: { of: OpenPerson; onDone(): void }) {
  const w = useWords(peopleWords);
  const parts = useWords(partWords);
  const queries = useQueryClient();
  const form = useForm({
    key: null,
    initial: { email: props.of.account?.email ?? "" },
    schema,
    send: async ({ email }: { email: string }) => {
      await api.people.inviteAgain.mutate({ personId: props.of.id, email });
      return email;
    },
    done: (email) => {
      toast({ text: w().access.invited(email) });
      void queries.invalidateQueries({ queryKey: ["people"] });
      props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate>
      <FormNotices form={form} />
      <Field label={w().invite.email} error={form.error("email")}>
        <TextInput {...form.field("email")} type="email" inputmode="email" autocomplete="off" maxLength={320} />
      </Field>
      <div class="flex justify-end gap-2">
        <Button kind="quiet" onClick={() => props.onDone()}>
          {parts().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {w().access.send}
        </Button>
      </div>
    </form>
  );
}
