import { Navigate } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show, Suspense } from "solid-js";
import { z } from "zod";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { accountWords } from "#words/account.ts";
import { Entrance, EntranceCard, useReady } from "./entrance.tsx";
import { PasswordInput } from "./password-input.tsx";
import { enterWork, orWeak } from "./entering.ts";

const name = z.string().trim().min(1).max(120);
const schema = z.object({
  organisation: name,
  kind: z.enum(["placing", "receiving", "both"]),
  firstName: name,
  lastName: name,
  email: z.string().trim().min(1).pipe(z.email().max(320)),
  password: z.string().min(1),
});
type SetUp = z.infer<typeof schema>;

/** `/installation`: the first organisation and its administrator, while nobody has an account. */
export function SetUpScreen() {
  const w = useWords(accountWords);
  const { language } = useLanguage();
  const needed = useQuery(() => ({ queryKey: ["entrance", "set-up"], queryFn: () => api.account.needsSetUp.query() }));
  const initial: Omit<SetUp, "kind"> & { kind: SetUp["kind"] | "" } = {
    organisation: "",
    kind: "",
    firstName: "",
    lastName: "",
    email: "",
    password: "",
  };
  const ready = useReady();
  const form = useForm({
    key: null,
    initial,
    schema,
    send: async (data: SetUp) => (await orWeak(api.account.setUp.mutate(data), language())) ?? enterWork(),
    done: (why) => form.setError("password", why),
  });
  const kinds = () =>
    (["placing", "receiving", "both"] as const).map((value) => ({
      value,
      label: w().setUp.kinds[value],
      hint: w().setUp.kinds[`${value}Hint`],
    }));
  return (
    <Entrance title={w().setUp.title}>
      <Suspense fallback={<Skeleton rows={8} />}>
        <Show when={needed.data !== false} fallback={<Navigate href="/connexion" />}>
          <EntranceCard title={w().setUp.title} text={w().setUp.text}>
            <form class="flex flex-col gap-4" method="post" onSubmit={form.onSubmit} novalidate>
              <FormNotices form={form} />
              <Field label={w().setUp.organisation} hint={w().setUp.organisationHint} error={form.error("organisation")}>
                <TextInput {...form.field("organisation")} autocomplete="organization" maxLength={120} />
              </Field>
              <Field label={w().setUp.kind} group error={form.error("kind")}>
                <RadioGroup value={form.values.kind} onChange={(kind) => form.set("kind", kind)} options={kinds()} />
              </Field>
              <div class="grid gap-4 sm:grid-cols-2">
                <Field label={w().setUp.firstName} error={form.error("firstName")}>
                  <TextInput {...form.field("firstName")} autocomplete="given-name" maxLength={80} />
                </Field>
                <Field label={w().setUp.lastName} error={form.error("lastName")}>
                  <TextInput {...form.field("lastName")} autocomplete="family-name" maxLength={80} />
                </Field>
              </div>
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
              <Field label={w().password} hint={w().passwordHint} error={form.error("password")}>
                <PasswordInput {...form.field("password")} autocomplete="new-password" />
              </Field>
              <Button kind="primary" size="lg" type="submit" pending={form.pending()} disabled={!ready()} class="w-full">
                {w().setUp.submit}
              </Button>
            </form>
          </EntranceCard>
        </Show>
      </Suspense>
    </Entrance>
  );
}
