import { Show } from "solid-js";
import { useQueryClient } from "@tanstack/solid-query";
import { api, refusalIn } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { accountWords } from "#words/account.ts";
import { refusalSentence } from "#words/refusal.ts";
import { PasswordInput } from "./password-input.tsx";

type Values = { current: string; password: string };

/** Changes one's own password: the present one is asked, so that an open screen is not enough. */
export function PasswordForm(props: { email: string }) {
  const w = useWords(accountWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const form = useForm({
    key: null,
    initial: { current: "", password: "" },
    send: async (data: Values): Promise<{ field: keyof Values; why: string } | null> => {
      try {
        await api.account.changePassword.mutate(data);
        return null;
      } catch (error) {
        const refusal = refusalIn(error);
        if (refusal?.code === "password-weak") return { field: "password", why: refusalSentence(refusal, language()) };
        if (refusal?.code === "wrong-sign-in") return { field: "current", why: w().mine.wrongCurrent };
        throw error;
      }
    },
    done: (refused) => {
      if (refused) return form.setError(refused.field, refused.why);
      form.reset();
      toast({ text: w().mine.passwordDone });
      void queries.invalidateQueries({ queryKey: ["account", "sessions"] });
    },
  });
  return (
    <form class="flex max-w-md flex-col gap-4" method="post" onSubmit={form.onSubmit} novalidate>
      <Show when={form.failure()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <input type="email" name="email" autocomplete="username" value={props.email} readonly hidden />
      <Field label={w().currentPassword} error={form.error("current")}>
        <PasswordInput {...form.field("current")} autocomplete="current-password" />
      </Field>
      <Field label={w().newPassword} hint={w().passwordHint} error={form.error("password")}>
        <PasswordInput {...form.field("password")} autocomplete="new-password" />
      </Field>
      <Button type="submit" pending={form.pending()} class="self-start">
        {w().mine.passwordSubmit}
      </Button>
    </form>
  );
}
