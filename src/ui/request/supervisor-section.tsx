import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import UserPlus from "lucide-solid/icons/user-plus";
import type { Adjustment, Part } from "#domain/supervision.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { NameForm, SpanForm, type Named, type SupervisionList } from "#ui/supervision/name-form.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { writeInstant } from "#words/words.ts";

/** Supervisors and site instructor of a request, with their hours beside what is asked (F-188, F-189, F-168); the school reads. */
export function SupervisorSection(props: { requestId: string; side: "placing" | "receiving" | "unit" }) {
  const w = useWords(supervisionWords);
  const [adding, setAdding] = createSignal<Part | null>(null);
  const list = useQuery(() => ({
    queryKey: ["supervision", "list", props.requestId],
    queryFn: () => api.supervision.list.query({ requestId: props.requestId }),
  }));
  const known = () => answerOf(list);
  const led = () => known()?.named.some(({ part }) => part === "site-instructor") ?? false;
  return (
    // A school has nothing to read here before there is somebody to read of.
    <Show when={props.side !== "placing" || (known()?.named.length ?? 0) > 0 || known()?.may.name}>
      <PanelSection
        title={w().title}
        aside={
          <Show when={known()?.planned && (known()?.named.length ?? 0) > 0}>
            <span class="rounded-full border border-line-strong px-2 text-2xs font-semibold text-muted">{w().planned}</span>
          </Show>
        }
      >
        <Show when={known()} fallback={<Skeleton rows={2} />}>
          {(one) => (
            <div class="flex flex-col gap-2" data-testid="supervision">
              <Show
                when={one().named.length > 0}
                fallback={
                  <Show when={adding() === null}>
                    <p class="text-sm text-muted">{props.side === "placing" ? w().noneSchool : w().none}</p>
                  </Show>
                }
              >
                <ul class="flex flex-col divide-y divide-line rounded-md border border-line">
                  <For each={one().named.map(({ id }) => id)}>
                    {(id) => (
                      <Show when={one().named.find((each) => each.id === id)}>
                        {(of) => <NamedLine requestId={props.requestId} list={one()} of={of()} side={props.side} />}
                      </Show>
                    )}
                  </For>
                </ul>
              </Show>
              <Balance requestId={props.requestId} list={one()} />
              <Show when={one().planned && one().may.name && one().named.length > 0}>
                <p class="text-xs text-muted">{w().plannedHint}</p>
              </Show>
              <Show when={one().may.name}>
                <Show
                  when={adding()}
                  fallback={
                    <div class="flex flex-wrap gap-1">
                      <Button size="sm" icon={<UserPlus size={14} aria-hidden="true" />} onClick={() => setAdding("supervisor")}>
                        {one().named.some(({ part }) => part === "supervisor") ? w().another : w().add}
                      </Button>
                      <Show when={one().kind === "group" && !led()}>
                        <Button size="sm" kind="quiet" onClick={() => setAdding("site-instructor")}>
                          {w().addInstructor}
                        </Button>
                      </Show>
                    </div>
                  }
                  keyed
                >
                  {(part) => <NameForm requestId={props.requestId} list={one()} part={part} onDone={() => setAdding(null)} />}
                </Show>
              </Show>
            </div>
          )}
        </Show>
      </PanelSection>
    </Show>
  );
}

/** Words with a sign before them, so that colour is not all that says it. */
function Said(props: { kind: "warn" | "done"; children: JSX.Element }) {
  return (
    <span class={`flex items-start gap-1.5 text-xs font-medium ${props.kind === "warn" ? "text-warn" : "text-done"}`}>
      <Show when={props.kind === "warn"} fallback={<CircleCheck size={14} class="mt-px shrink-0" aria-hidden="true" />}>
        <TriangleAlert size={14} class="mt-px shrink-0" aria-hidden="true" />
      </Show>
      <span>{props.children}</span>
    </span>
  );
}

function useCommands(requestId: () => string) {
  const w = useWords(supervisionWords);
  const failure = useFailure();
  const orTell = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failure.tell(error);
    }
  };
  return {
    adjust: (how: Adjustment, id: string | null = null) =>
      orTell(async () => {
        const { before } = await api.supervision.adjust.mutate({ requestId: requestId(), how, id });
        const back = () => orTell(async () => void (await api.supervision.change.mutate({ requestId: requestId(), rows: before })));
        toast({ text: w().adjust.done, action: { label: w().undo, run: () => void back() } });
      }),
    remove: (of: Named) =>
      orTell(async () => {
        const removed = await api.supervision.remove.mutate({ id: of.id, version: of.version });
        const back = () => orTell(async () => void (await api.supervision.restore.mutate({ id: removed.id, version: removed.version })));
        toast({ text: w().removed(of.name), action: { label: w().undo, run: () => void back() } });
      }),
  };
}

/** How the hours compare with what is asked, and one click to make them come to it. */
function Balance(props: { requestId: string; list: SupervisionList }) {
  const w = useWords(supervisionWords);
  const commands = useCommands(() => props.requestId);
  const off = () => {
    const { balance } = props.list;
    return balance.state === "short" || balance.state === "over" ? balance : null;
  };
  const items = (): MenuItem[] => {
    const balance = off();
    const required = props.list.required ?? 0;
    if (!balance) return [];
    const people = props.list.named.filter(({ part }) => part === "supervisor");
    const ones = people.flatMap((one): MenuItem[] => {
      const hours = (one.hours ?? 0) + (balance.state === "short" ? balance.by : -balance.by);
      return hours > 0 ? [{ id: one.id, label: w().adjust.toOne(one.name, hours), run: () => void commands.adjust("to-one", one.id) }] : [];
    });
    const share: MenuItem[] = people.length > 1 ? [{ id: "share", label: w().adjust.share, run: () => void commands.adjust("share") }] : [];
    const shorten: MenuItem[] =
      balance.state === "over" && required > 0
        ? [{ id: "shorten", label: w().adjust.shorten, run: () => void commands.adjust("shorten") }]
        : [];
    return [...share, ...ones, ...shorten];
  };
  return (
    <Switch>
      <Match when={off()}>
        {(balance) => (
          <div class="flex flex-wrap items-center justify-between gap-2 rounded-md border border-warn/35 bg-warn-soft px-2.5 py-1.5">
            <Said kind="warn">
              {balance().state === "short"
                ? w().balance.short(balance().by, props.list.required ?? 0)
                : w().balance.over(balance().by, props.list.required ?? 0)}
            </Said>
            <Show when={props.list.may.name && items().length > 0}>
              <Menu kind="plain" size="sm" trigger={<span>{w().adjust.label}</span>} items={items()} />
            </Show>
          </div>
        )}
      </Match>
      <Match when={props.list.balance.state === "even" && props.list.balance}>
        {(balance) => <Said kind="done">{w().balance.even(balance().given)}</Said>}
      </Match>
      <Match when={props.list.balance.state === "unknown" && props.list.may.name}>
        <p class="text-xs text-muted">{w().balance.unknown(props.list.required)}</p>
      </Match>
    </Switch>
  );
}

function NamedLine(props: { requestId: string; list: SupervisionList; of: Named; side: "placing" | "receiving" | "unit" }) {
  const w = useWords(supervisionWords);
  const { language } = useLanguage();
  const commands = useCommands(() => props.requestId);
  const [editing, setEditing] = createSignal(false);
  const whole = () => props.of.own.startsOn === null && props.of.own.endsOn === null;
  return (
    <li class="px-2.5 py-2 text-sm">
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <p class="flex flex-wrap items-center gap-x-2">
            <span class="font-medium">{props.of.name}</span>
            <Show when={props.of.me}>
              <span class="text-xs text-muted">({w().you})</span>
            </Show>
            <span class="text-xs text-muted">
              {w().part[props.of.part]}
              {props.of.title ? `, ${props.of.title}` : ""}
            </span>
          </p>
          <p class="text-xs text-muted tabular-nums">
            {whole() ? w().whole : w().dates(props.of.startsOn, props.of.endsOn)}
            <Show when={props.of.part === "supervisor"}>
              {" · "}
              {props.of.hours === null ? w().hoursUnsaid : w().hours(props.of.hours)}
            </Show>
          </p>
          <div class="flex flex-wrap gap-x-3">
            <Show when={props.of.email}>
              {(email) => (
                <a class="inline-flex min-h-7 items-center gap-1.5 text-xs text-accent hover:underline" href={`mailto:${email()}`}>
                  <Mail size={13} aria-hidden="true" />
                  {email()}
                </a>
              )}
            </Show>
            <Show when={props.of.phone}>
              {(phone) => (
                <a
                  class="inline-flex min-h-7 items-center gap-1.5 text-xs text-accent hover:underline"
                  href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                >
                  <Phone size={13} aria-hidden="true" />
                  {phone()}
                </a>
              )}
            </Show>
          </div>
          <Show when={props.of.outside}>
            <Said kind="warn">{w().outside}</Said>
          </Show>
          <For each={props.of.meets.known}>
            {(met) => <Said kind="warn">{w().meets(`${met.place} (n°\u00A0${met.reference})`, met.from.slice(0, 10))}</Said>}
          </For>
          <Show when={props.of.meets.others > 0}>
            <Said kind="warn">{w().meetsOthers(props.of.meets.others)}</Said>
          </Show>
          <p class="text-xs text-muted">{w().namedBy(props.of.namedBy, writeInstant(props.of.namedAt, language(), new Date()))}</p>
        </div>
        <Show when={props.list.may.name && !editing()}>
          <Menu
            size="sm"
            label={w().more(props.of.name)}
            trigger={<Ellipsis size={16} aria-hidden="true" />}
            items={[
              { id: "edit", label: w().edit, run: () => setEditing(true) },
              { id: "remove", label: w().remove, danger: true, run: () => void commands.remove(props.of) },
            ]}
          />
        </Show>
      </div>
      <Show when={editing()}>
        <SpanForm requestId={props.requestId} list={props.list} of={props.of} onDone={() => setEditing(false)} />
      </Show>
    </li>
  );
}
