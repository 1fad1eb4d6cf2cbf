import { createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import CalendarOff from "lucide-solid/icons/calendar-off";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleMinus from "lucide-solid/icons/circle-minus";
import Clock from "lucide-solid/icons/clock";
import Mail from "lucide-solid/icons/mail";
import Pencil from "lucide-solid/icons/pencil";
import Phone from "lucide-solid/icons/phone";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Switch as OnOff } from "#ui/parts/switch.tsx";
import { contactWords } from "#words/contact.ts";
import { standingSentence } from "#words/routing.ts";
import { AbsenceForm, AccessForm, ReachForm } from "./contact-absence.tsx";
import type { ContactCommands, ContactOf, Contacts } from "./contact-commands.ts";

/** Somebody named for a place: how she is reached, how she stands, and what one may do about it. */
export function ContactCard(props: {
  placeId: string;
  person: ContactOf;
  contacts: Contacts;
  commands: ContactCommands;
  /** Above the name: her discipline. */
  mark?: string;
  /** Her place in an order. */
  number?: number;
  /** Beside the name: what changes the list she is in. */
  actions?: JSX.Element;
}) {
  const w = useWords(contactWords);
  const [open, setOpen] = createSignal<"reach" | "absent" | "access" | null>(null);
  const close = () => setOpen(null);
  const person = () => props.person;
  return (
    <div class="flex flex-col gap-2 py-2.5">
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <Show when={props.mark}>{(mark) => <p class="text-xs font-semibold text-muted">{mark()}</p>}</Show>
          <p class="text-sm font-medium">
            <Show when={props.number}>{(number) => <span class="tabular-nums">{number()}.&nbsp;</span>}</Show>
            {person().name}
            <Show when={person().title}>
              <span class="font-normal text-muted">, {person().title}</span>
            </Show>
          </p>
          <div class="flex flex-wrap gap-x-3 text-sm">
            <For each={[person().email, person().sharedEmail].filter((one) => one !== null)}>
              {(email) => (
                <a class="inline-flex min-h-6 items-center gap-1.5 break-all text-accent hover:underline" href={`mailto:${email}`}>
                  <Mail size={14} class="shrink-0" aria-hidden="true" />
                  {email}
                </a>
              )}
            </For>
            <Show when={person().phone}>
              {(phone) => (
                <a
                  class="inline-flex min-h-6 items-center gap-1.5 text-accent hover:underline"
                  href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                >
                  <Phone size={14} class="shrink-0" aria-hidden="true" />
                  {phone()}
                </a>
              )}
            </Show>
            <Show when={!person().email && !person().sharedEmail}>
              <span class="text-muted italic">{w().noAddress}</span>
            </Show>
          </div>
          <Standing person={person()} />
          <For each={person().absences}>
            {(absence) => (
              <p class="mt-1 flex flex-wrap items-center gap-x-2 text-sm">
                <span class="inline-flex items-center gap-1.5 text-muted">
                  <CalendarOff size={14} class="shrink-0" aria-hidden="true" />
                  {w().absence(absence.startsOn, absence.endsOn)}
                  <Show when={absence.delegate}>{(name) => <>, {w().by(name())}</>}</Show>
                </span>
                <Show when={person().may.absent}>
                  <Button
                    size="sm"
                    kind="quiet"
                    aria-label={`${w().isBack}, ${person().name}`}
                    onClick={() => void props.commands.back(person().id, absence.id)}
                  >
                    {w().isBack}
                  </Button>
                </Show>
              </p>
            )}
          </For>
        </div>
        {props.actions}
        <Show when={person().may.change}>
          <IconButton
            size="sm"
            label={w().reachOf(person().name)}
            icon={<Pencil size={14} aria-hidden="true" />}
            onClick={() => setOpen(open() === "reach" ? null : "reach")}
          />
        </Show>
      </div>
      <Show when={person().may.absent || person().may.access || person().may.enable}>
        <div class="flex flex-wrap gap-2 empty:hidden">
          <Show when={person().may.access}>
            <Button size="sm" kind="primary" onClick={() => setOpen("access")}>
              {w().give}
            </Button>
          </Show>
          <Show when={person().may.enable}>
            <Button size="sm" kind="primary" onClick={() => void props.commands.enable(person())}>
              {w().enable}
            </Button>
          </Show>
          <Show when={person().may.absent && person().hasAccount}>
            <Button size="sm" kind="quiet" class="-ml-2.5" aria-label={`${w().absent}, ${person().name}`} onClick={() => setOpen("absent")}>
              {w().absent}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={person().may.change && person().hasAccount && person().alerts !== null}>
        <OnOff
          checked={person().alerts ?? true}
          onChange={(alerts) => void props.commands.reach(person().id, { alerts })}
          label={w().alerts}
          hint={w().alertsHint}
        />
      </Show>
      <Switch>
        <Match when={open() === "reach"}>
          <ReachForm
            person={person()}
            mayEmail={!person().hasAccount || props.contacts.may.people}
            commands={props.commands}
            onDone={close}
          />
        </Match>
        <Match when={open() === "absent"}>
          <AbsenceForm placeId={props.placeId} person={person()} contacts={props.contacts} commands={props.commands} onDone={close} />
        </Match>
        <Match when={open() === "access"}>
          <AccessForm person={person()} level={props.contacts.level} commands={props.commands} onDone={close} />
        </Match>
      </Switch>
    </div>
  );
}

/** « Utilise Concerto », soon no more, or why not: with a sign, never by colour alone. */
function Standing(props: { person: ContactOf }) {
  const { language } = useLanguage();
  const state = () => {
    const { standing } = props.person;
    if (!standing) return null;
    return standing.answers ? (standing.lapsesIn === null ? "good" : "soon") : "no";
  };
  const hue = { good: "text-done", soon: "text-warn", no: "text-muted" };
  return (
    <Show when={props.person.standing}>
      {(standing) => (
        <p class="mt-0.5 flex items-start gap-1.5 text-sm">
          <span class={`mt-0.5 shrink-0 ${hue[state() ?? "no"]}`}>
            <Switch fallback={<CircleMinus size={14} aria-hidden="true" />}>
              <Match when={state() === "good"}>
                <CircleCheck size={14} aria-hidden="true" />
              </Match>
              <Match when={state() === "soon"}>
                <Clock size={14} aria-hidden="true" />
              </Match>
            </Switch>
          </span>
          <span class={state() === "soon" ? "font-medium" : ""}>
            {standingSentence({ standing: standing(), next: props.person.next }, language())}
          </span>
        </p>
      )}
    </Show>
  );
}
