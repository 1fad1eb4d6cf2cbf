import { HttpStatusCode } from "@solidjs/start";
import { useParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show, Suspense } from "solid-js";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { openLink } from "#ui/reply/mailed-link.tsx";
import { accountWords } from "#words/account.ts";
import { Entrance, EntranceCard, useReady } from "./entrance.tsx";
import { PasswordInput } from "./password-input.tsx";
import { enterWork, orWeak } from "./entering.ts";

type Link = Awaited<ReturnType<typeof api.account.link.query>>;

/** `/mot-de-passe/:token` and `/bienvenue/:token`: sets a password with a mailed link, once, and enters. */
export function SetPasswordScreen() {
  const w = useWords(accountWords);
  const params = useParams<{ token: string }>();
  const link = useQuery(() => ({
    queryKey: ["entrance", "link", params.token],
    queryFn: (): Promise<Link | "dead"> => openLink(() => api.account.link.query({ token: params.token })),
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const alive = () => (link.data !== undefined && link.data !== "dead" ? link.data : null);
  return (
    <Entrance title={alive()?.purpose === "first-password" ? w().set.welcome : w().set.title}>
      <Suspense fallback={<Skeleton rows={5} />}>
        <Show when={link.data !== "dead"} fallback={<DeadLink />}>
          <Show when={alive()}>{(of) => <SetPasswordCard token={params.token} link={of()} />}</Show>
        </Show>
      </Suspense>
    </Entrance>
  );
}

function DeadLink() {
  const w = useWords(accountWords);
  return (
    <EntranceCard title={w().set.deadTitle} text={w().set.deadText}>
      <HttpStatusCode code={410} />
      <ButtonLink href="/mot-de-passe" kind="primary" class="self-start">
        {w().set.deadAction}
      </ButtonLink>
    </EntranceCard>
  );
}

function SetPasswordCard(props: { token: string; link: Link }) {
  const w = useWords(accountWords);
  const { language } = useLanguage();
  const first = () => props.link.purpose === "first-password";
  const ready = useReady();
  const form = useForm({
    key: null,
    initial: { password: "" },
    send: async ({ password }: { password: string }) =>
      (await orWeak(api.account.setPassword.mutate({ token: props.token, password }), language())) ?? enterWork(),
    done: (why) => form.setError("password", why),
  });
  return (
    <EntranceCard title={first() ? w().set.welcome : w().set.title} text={first() ? w().set.welcomeText : undefined}>
      <form class="flex flex-col gap-4" method="post" onSubmit={form.onSubmit} novalidate>
        <Show when={form.failure()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        {/* For password managers: whose password this is. */}
        <Field label={w().email}>
          <TextInput value={props.link.email} onChange={() => {}} type="email" name="email" autocomplete="username" readonly />
        </Field>
        <Field label={w().newPassword} hint={w().passwordHint} error={form.error("password")}>
          <PasswordInput {...form.field("password")} autocomplete="new-password" />
        </Field>
        <Button kind="primary" size="lg" type="submit" pending={form.pending()} disabled={!ready()} class="w-full">
          {w().set.submit}
        </Button>
      </form>
    </EntranceCard>
  );
}
