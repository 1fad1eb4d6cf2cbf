import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { guestWords } from "#words/guest.ts";
import { writeInstant } from "#words/words.ts";

type Handed = Outputs["guest"]["handed"][number];

/** `/demandes/sans-compte`: how one works with a school without account, what schools are writing, and what is asked of them (F-206). */
export function HandedPanel(props: { onClose(): void; query: string }) {
  const w = useWords(guestWords);
  const g = () => w().guide;
  const handed = useQuery(() => ({ queryKey: ["guest", "handed"], queryFn: () => api.guest.handed.query(), refetchInterval: 15_000 }));
  const steps = () => {
    const s = g().steps;
    return [
      [s.enterTitle, s.enter],
      [s.answerTitle, s.answer],
      [s.namesTitle, s.names],
      [s.confirmTitle, s.confirm],
      [s.refusalTitle, s.refusal],
      [s.laterTitle, s.later],
    ] as const;
  };
  return (
    <SidePanel title={g().title} size="lg" onClose={props.onClose}>
      <div class="flex flex-col">
        <PanelSection title={w().handedTitle}>
          <Show when={answerOf(handed)} fallback={<Skeleton rows={2} />}>
            {(known) => (
              <ul class="flex flex-col gap-2">
                <For each={known()} fallback={<li class="text-sm text-muted">{w().handedEmpty}</li>}>
                  {(one) => <HandedLine of={one} />}
                </For>
              </ul>
            )}
          </Show>
        </PanelSection>
        <section class="flex flex-col gap-4 border-t border-line py-4" aria-labelledby="guest-guide">
          <div class="flex flex-wrap items-center justify-between gap-2">
            <h3 id="guest-guide" class="text-pretty">
              {g().lead}
            </h3>
            <ButtonLink kind="primary" href={`/demandes/saisie${props.query}`}>
              {g().enterAction}
            </ButtonLink>
          </div>
          <dl class="grid gap-x-8 gap-y-4 sm:grid-cols-2">
            <For each={steps()}>
              {([title, text]) => (
                <div>
                  <dt class="font-medium">{title}</dt>
                  <dd class="text-sm text-pretty text-muted">{text}</dd>
                </div>
              )}
            </For>
          </dl>
        </section>
        <GuestSettings />
      </div>
    </SidePanel>
  );
}

function HandedLine(props: { of: Handed }) {
  const w = useWords(guestWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const instant = (at: string) => writeInstant(at, language(), new Date());
  const run = async (work: () => Promise<string>) => {
    setPending(true);
    try {
      toast({ text: await work() });
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["guest", "handed"] });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const standing = () =>
    [
      w().states[props.of.state],
      props.of.savedAt === null
        ? props.of.openedAt === null
          ? w().notOpened
          : w().opened
        : `${w().savedAt(instant(props.of.savedAt))}, ${w().step(props.of.step + 1, props.of.steps)}`,
    ].filter((part) => part !== "");
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border border-line p-3">
      <div class="min-w-0 flex-[1_1_16rem]">
        <p class="font-medium">{props.of.school}</p>
        <p class="text-sm">
          {props.of.name}, <span class="break-all text-muted">{props.of.email}</span>
        </p>
        <p class="text-sm text-muted">{props.of.place}</p>
        <p class="text-sm">{standing().join(", ")}</p>
        <p class="text-xs text-muted">
          {props.of.begunBy === null ? w().begun(instant(props.of.createdAt)) : w().handedBy(props.of.begunBy, instant(props.of.createdAt))}
        </p>
      </div>
      <div class="flex gap-2">
        <Show when={props.of.state !== "revoked"}>
          <Button
            size="sm"
            pending={pending()}
            aria-label={w().remindOf(props.of.name)}
            onClick={() => void run(async () => w().reminded((await api.guest.remind.mutate({ entryId: props.of.id, message: "" })).email))}
          >
            {w().remind}
          </Button>
        </Show>
        <Button size="sm" kind="quiet" aria-label={w().takeBackOf(props.of.name)} onClick={() => setAsking(true)}>
          {w().takeBack}
        </Button>
      </div>
      <ConfirmDialog
        open={asking()}
        title={w().takeBackTitle}
        text={w().takeBackText(props.of.name)}
        confirm={w().takeBack}
        danger
        pending={pending()}
        onConfirm={() =>
          void run(async () => {
            await api.guest.takeBack.mutate({ entryId: props.of.id });
            return w().takenBack;
          })
        }
        onClose={() => setAsking(false)}
      />
    </li>
  );
}

function GuestSettings() {
  const w = useWords(guestWords);
  const settings = useQuery(() => ({ queryKey: ["guest", "settings"], queryFn: () => api.guest.settings.query() }));
  return (
    <PanelSection title={w().settings}>
      <Show when={answerOf(settings)} fallback={<Skeleton rows={2} />}>
        {(known) => <SettingsForm asksAccess={known().asksAccess} linkDays={known().linkDays} />}
      </Show>
    </PanelSection>
  );
}

function SettingsForm(props: { asksAccess: boolean; linkDays: number }) {
  const w = useWords(guestWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [asksAccess, setAsksAccess] = createSignal(props.asksAccess);
  const [linkDays, setLinkDays] = createSignal(String(props.linkDays));
  const [pending, setPending] = createSignal(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setPending(true);
    try {
      await api.guest.saveSettings.mutate({ asksAccess: asksAccess(), linkDays: Math.min(365, Math.max(7, Number(linkDays()) || 120)) });
      await queries.invalidateQueries({ queryKey: ["guest", "settings"] });
      toast({ text: w().saved });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <form class="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
      <Checkbox label={w().asksAccess} hint={w().asksAccessHint} checked={asksAccess()} onChange={setAsksAccess} />
      <Field label={w().linkDays}>
        <NumberInput value={linkDays()} onChange={setLinkDays} maxLength={3} class="max-w-24" />
      </Field>
      <Button type="submit" class="self-start" pending={pending()}>
        {w().save}
      </Button>
    </form>
  );
}
