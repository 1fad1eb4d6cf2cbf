import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { z } from "zod";
import MailCheck from "lucide-solid/icons/mail-check";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { accountWords } from "#words/account.ts";
import { Entrance, EntranceCard, useReady } from "./entrance.tsx";

const schema = z.object({ email: z.string().trim().pipe(z.email().max(320)) });

/** `/mot-de-passe`: asks for a mailed link; the same page follows whether the address has an account or not. */
export function AskPasswordScreen() {
  const w = useWords(accountWords);
  const [sentTo, setSentTo] = createSignal<string | null>(null);
  const ready = useReady();
  const form = useForm({
    key: null,
    initial: { email: "" },
    schema,
    send: async ({ email }: { email: string }) => {
      await api.account.askPassword.mutate({ email });
      return email;
    },
    done: (email) => setSentTo(email),
  });
  return (
    <Entrance title={w().ask.title}>
      <Show
        when={sentTo()}
        fallback={
          <EntranceCard title={w().ask.title} text={w().ask.text}>
            <form class="flex flex-col gap-4" method="post" onSubmit={form.onSubmit} novalidate>
              <Show when={form.failure()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
              <Field label={w().email} error={form.error("email")}>
                <TextInput
                  {...form.field("email")}
                  type="email"
                  inputmode="email"
                  autocomplete="username"
                  autocapitalize="none"
                  spellcheck={false}
                  maxLength={320}
                />
              </Field>
              <Button kind="primary" size="lg" type="submit" pending={form.pending()} disabled={!ready()} class="w-full">
                {w().ask.submit}
              </Button>
              <p class="text-sm">
                <A href="/connexion" class="inline-block rounded py-1 text-accent underline underline-offset-2">
                  {w().backToSignIn}
                </A>
              </p>
            </form>
          </EntranceCard>
        }
      >
        {(email) => (
          <div role="status">
            <EntranceCard
              title={
                <span class="flex items-center gap-2.5">
                  <MailCheck size={22} class="text-accent" aria-hidden="true" />
                  {w().ask.sentTitle}
                </span>
              }
              text={w().ask.sent(email())}
            >
              <p class="text-sm text-muted">{w().ask.nothing}</p>
              <ButtonLink href="/connexion" class="self-start">
                {w().backToSignIn}
              </ButtonLink>
            </EntranceCard>
          </div>
        )}
      </Show>
    </Entrance>
  );
}
