import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { For, Show, type JSX } from "solid-js";
import MonitorSmartphone from "lucide-solid/icons/monitor-smartphone";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe, type Me } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { setTheme, theme } from "#ui/frame/theme.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { accountWords } from "#words/account.ts";
import { roleWords } from "#words/role.ts";
import { writeInstant } from "#words/words.ts";
import { deviceOf } from "./device.ts";
import { NoticeSection } from "./notice-section.tsx";
import { PasswordForm } from "./password-form.tsx";

/** `/compte`: one's own language, theme, roles, password and open sessions. */
export function AccountScreen() {
  const w = useWords(accountWords);
  const me = useMe();
  return (
    <Screen title={w().mine.title} width="narrow">
      <Show when={me.data}>
        {(known) => (
          <div class="flex flex-col gap-8 pb-10">
            <p class="text-sm text-muted">{w().mine.signedInAs(known().account.email)}</p>
            <Display />
            <NoticeSection />
            <Roles me={known()} />
            <Section title={w().mine.password} text={w().mine.passwordText}>
              <PasswordForm email={known().account.email} />
            </Section>
            <Sessions />
          </div>
        )}
      </Show>
    </Screen>
  );
}

function Section(props: { title: string; text?: string; actions?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="flex flex-col gap-3">
      <div class="flex flex-wrap items-start justify-between gap-3 border-b border-line pb-2">
        <div class="min-w-0">
          <h2 class="text-base font-semibold">{props.title}</h2>
          {props.text === undefined ? null : <p class="text-sm text-muted">{props.text}</p>}
        </div>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}

function Display() {
  const w = useWords(accountWords);
  const { language, setLanguage } = useLanguage();
  const failure = useFailure();
  const chooseLanguage = (to: "fr" | "en") => {
    setLanguage(to);
    api.account.setLanguage.mutate({ language: to }).catch(failure.tell);
  };
  const chooseTheme = (to: "system" | "light" | "dark") => {
    setTheme(to);
    api.account.setTheme.mutate({ theme: to }).catch(failure.tell);
  };
  return (
    <Section title={w().mine.display}>
      <div class="grid gap-5 sm:grid-cols-2">
        <Field label={w().mine.language} hint={w().mine.languageHint} group>
          <RadioGroup
            value={language()}
            onChange={chooseLanguage}
            options={[
              { value: "fr" as const, label: "Français" },
              { value: "en" as const, label: "English" },
            ]}
          />
        </Field>
        <Field label={w().mine.theme} group>
          <RadioGroup
            value={theme()}
            onChange={chooseTheme}
            options={(["system", "light", "dark"] as const).map((value) => ({ value, label: w().mine.themes[value] }))}
          />
        </Field>
      </div>
    </Section>
  );
}

function Roles(props: { me: Me }) {
  const w = useWords(accountWords);
  const roleNames = useWords(roleWords);
  const failure = useFailure();
  const use = async (roleId: string) => {
    try {
      await api.account.useRole.mutate({ roleId });
      window.location.assign("/accueil");
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Section title={w().mine.roles} text={w().mine.rolesText}>
      <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
        <For each={props.me.roles} fallback={<li class="px-4 py-3 text-sm text-muted">{w().mine.noRole}</li>}>
          {(role) => (
            <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <span class="min-w-0 flex-1">
                <span class="block text-sm font-medium">{role.agencyName}</span>
                <span class="block text-xs text-muted">{roleNames()[role.kind]}</span>
              </span>
              <Show
                when={role.id !== props.me.actor?.roleId}
                fallback={<span class="rounded-sm bg-accent-soft px-2 py-0.5 text-xs font-medium text-accent">{w().mine.inUse}</span>}
              >
                <Button size="sm" onClick={() => void use(role.id)}>
                  {w().mine.use}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Section>
  );
}

type SessionRow = Outputs["account"]["sessions"][number];

function Sessions() {
  const w = useWords(accountWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const sessions = useQuery(() => ({ queryKey: ["account", "sessions"], queryFn: () => api.account.sessions.query() }));
  const nameOf = (session: SessionRow) => {
    const device = deviceOf(session.userAgent);
    return device ? w().mine.device(device.browser, device.system) : w().mine.unknownDevice;
  };
  const end = async (session: SessionRow) => {
    try {
      await api.account.endSession.mutate({ id: session.id });
      toast({ text: w().mine.ended });
    } catch (error) {
      failure.tell(error);
    }
    await queries.invalidateQueries({ queryKey: ["account", "sessions"] });
  };
  const endAll = async () => {
    try {
      await api.account.signOutEverywhere.mutate();
      window.location.assign("/connexion");
    } catch (error) {
      failure.tell(error);
    }
  };
  const at = (instant: string) => writeInstant(instant, language(), new Date());
  return (
    <Section
      title={w().mine.sessions}
      text={w().mine.sessionsText}
      actions={
        <Button size="sm" onClick={() => void endAll()}>
          {w().mine.endAll}
        </Button>
      }
    >
      <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
        <For each={sessions.data}>
          {(session) => (
            <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <MonitorSmartphone size={18} class="shrink-0 text-muted" aria-hidden="true" />
              <span class="min-w-0 flex-1">
                <span class="block text-sm font-medium">{nameOf(session)}</span>
                <span class="block text-xs text-muted">
                  {w().mine.since(at(session.createdAt))}, {w().mine.seen(at(session.seenAt))}
                </span>
              </span>
              <Show
                when={!session.here}
                fallback={<span class="rounded-sm bg-accent-soft px-2 py-0.5 text-xs font-medium text-accent">{w().mine.here}</span>}
              >
                <Button size="sm" kind="quiet" aria-label={w().mine.endLabel(nameOf(session))} onClick={() => void end(session)}>
                  {w().mine.end}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Section>
  );
}
