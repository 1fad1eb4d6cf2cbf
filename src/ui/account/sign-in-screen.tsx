import { A, Navigate, useSearchParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show, Suspense } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { accountWords } from "#words/account.ts";
import { DemoRoles } from "./demo-roles.tsx";
import { Entrance, EntranceCard, useReady } from "./entrance.tsx";
import { PasswordInput } from "./password-input.tsx";
import { enterWork } from "./entering.ts";
import { returnAddress } from "./return.ts";

/** `/connexion`: e-mail and password; in the demo, its people in one click. A fresh installation is led to its set-up. */
export function SignInScreen() {
  const w = useWords(accountWords);
  const [search] = useSearchParams<{ vers?: string }>();
  const to = () => returnAddress(search.vers);
  const start = useQuery(() => ({
    queryKey: ["entrance"],
    queryFn: async () => {
      const [needsSetUp, roles] = await Promise.all([api.account.needsSetUp.query(), api.account.demoRoles.query()]);
      return { needsSetUp, roles };
    },
  }));
  const demo = () => (start.data?.roles.length ?? 0) > 0;
  return (
    <Entrance title={w().signIn.title} wide={demo()}>
      <Suspense fallback={<Skeleton rows={6} />}>
        <Show when={!start.data?.needsSetUp} fallback={<Navigate href="/installation" />}>
          <Show when={search.vers !== undefined}>
            <Notice class="mb-5" quiet>
              {w().signIn.retired}
            </Notice>
          </Show>
          <Show when={demo()} fallback={<SignInCard to={to()} heading="h1" />}>
            <div class="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[1fr_20rem]">
              <section class="flex min-w-0 flex-col gap-5">
                <div class="flex max-w-xl flex-col gap-1.5">
                  <h1 class="text-2xl font-semibold tracking-[-0.02em] text-balance">{w().demo.title}</h1>
                  <p class="text-muted">{w().demo.text}</p>
                </div>
                <DemoRoles roles={start.data?.roles ?? []} to={to()} />
                <p class="text-sm">
                  <A href="/courriel" class="inline-flex items-center gap-2 rounded py-1 text-accent underline underline-offset-2">
                    <Mail size={15} aria-hidden="true" />
                    {w().demo.mailbox}
                  </A>
                </p>
              </section>
              <SignInCard to={to()} heading="h2" />
            </div>
          </Show>
        </Show>
      </Suspense>
    </Entrance>
  );
}

function SignInCard(props: { to: string; heading: "h1" | "h2" }) {
  const w = useWords(accountWords);
  const ready = useReady();
  const form = useForm({
    key: null,
    initial: { email: "", password: "" },
    send: async (data: { email: string; password: string }) => {
      await api.account.signIn.mutate(data);
      return enterWork(props.to);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    // Some password managers fill in without telling the page.
    form.set("email", String(data.get("email") ?? "").trim());
    form.set("password", String(data.get("password") ?? ""));
    if (form.values.email === "") form.setError("email", w().emailNeeded);
    if (form.values.password === "") form.setError("password", w().passwordNeeded);
    if (form.values.email !== "" && form.values.password !== "") form.onSubmit(event);
    else
      (event.currentTarget as HTMLFormElement)
        .querySelector<HTMLElement>(form.values.email === "" ? '[name="email"]' : '[name="password"]')
        ?.focus();
  };
  const body = () => (
    <form class="flex flex-col gap-4" method="post" onSubmit={submit} novalidate>
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
      <Field label={w().password} error={form.error("password")}>
        <PasswordInput {...form.field("password")} autocomplete="current-password" />
      </Field>
      <Button kind="primary" size="lg" type="submit" pending={form.pending()} disabled={!ready()} class="w-full">
        {w().signIn.submit}
      </Button>
      <p class="text-sm">
        <A href="/mot-de-passe" class="inline-block rounded py-1 text-accent underline underline-offset-2">
          {w().signIn.forgotten}
        </A>
      </p>
    </form>
  );
  return (
    <Show
      when={props.heading === "h2"}
      fallback={
        <>
          <EntranceCard title={w().signIn.title} text={w().tagline}>
            {body()}
          </EntranceCard>
          <p class="mt-5 px-1 text-sm text-muted">{w().signIn.help}</p>
        </>
      }
    >
      <section class="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5">
        <h2 class="text-base font-semibold">{w().demo.withPassword}</h2>
        {body()}
      </section>
    </Show>
  );
}
