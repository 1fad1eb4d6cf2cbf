import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import DoorClosed from "lucide-solid/icons/door-closed";
import DoorOpen from "lucide-solid/icons/door-open";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { api } from "#ui/client.ts";
import { Countdown, useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
import { writeNumber } from "#words/words.ts";
import { ExtendDialog } from "./extend-dialog.tsx";
import { hereAt, type Known, type Round } from "./round.ts";

const looks = {
  planned: { icon: CalendarClock, hue: "bg-info-soft text-info" },
  open: { icon: DoorOpen, hue: "bg-done-soft text-done" },
  closed: { icon: DoorClosed, hue: "bg-sunken text-muted" },
} as const;

/** A round at a glance: whether it is open, until when, how far the class is, and what can be done about it. */
export function RoundBand(props: {
  known: Known;
  round: Round;
  onEdit(): void;
  onShow(show: "submitted" | "begun" | "none" | "changed" | "unlocked" | "attempts"): void;
}) {
  const w = useWords(choiceWords);
  const moment = useMoment();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal<"open" | "close" | "remove" | "extend" | null>(null);
  const [pending, setPending] = createSignal(false);
  const round = () => props.round;
  const id = () => props.known.course.id;
  const said = (at: string) => moment(at, props.known.timeZone);
  const run = async (work: () => Promise<unknown>, text: string, undo?: () => Promise<unknown>) => {
    setPending(true);
    try {
      await work();
      toast({ text, ...(undo ? { action: { label: w().undo, run: () => void undo().catch(failure.tell) } } : {}) });
      setAsking(null);
    } catch (error) {
      failure.tell(error);
      setAsking(null);
      await queries.invalidateQueries({ queryKey: ["choice"] });
    } finally {
      setPending(false);
    }
  };
  const closeNow = () => {
    const before = round().closesAt;
    return run(
      () => api.choice.closeNow.mutate({ cohortCourseId: id() }),
      w().closedNow,
      () => api.choice.extend.mutate({ cohortCourseId: id(), closesAt: before }),
    );
  };
  return (
    <section class="flex flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-3" aria-label={w().form.title}>
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div class="min-w-0 flex-[1_1_22rem]">
          <p class="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span class={`inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-sm font-semibold ${looks[round().state].hue}`}>
              <Dynamic component={looks[round().state].icon} size={14} aria-hidden="true" />
              {w().state[round().state]}
            </span>
            <span class="text-sm">
              <Switch>
                <Match when={round().state === "planned"}>
                  {w().opens(said(round().opensAt))}
                  <Countdown at={hereAt(round().opensAt, props.known.skew)} lead=", " />
                </Match>
                <Match when={round().state === "open"}>
                  {w().closes(said(round().closesAt))}
                  <Countdown at={hereAt(round().closesAt, props.known.skew)} lead=", " />
                </Match>
                <Match when={round().state === "closed"}>{w().closed(said(round().closedAt ?? round().closesAt))}</Match>
              </Switch>
            </span>
          </p>
          <p class="mt-1 text-sm text-muted">
            <Show when={round().state === "planned"} fallback={`${w().opened(said(round().opensAt))}. `}>
              {`${w().closes(said(round().closesAt))}. `}
            </Show>
            {`${w().least(round().least, round().most)}. `}
            {round().showsDemand ? w().shows.demand : w().shows.noDemand}
            {round().showsClassmates ? ` ${w().shows.classmates}` : ""}.
          </p>
        </div>
        <Show when={props.known.may.manage}>
          <div class="flex flex-wrap gap-2">
            <Switch>
              <Match when={round().state === "planned"}>
                <Button onClick={() => setAsking("open")}>{w().openNow}</Button>
              </Match>
              <Match when={round().state === "open"}>
                <Button onClick={() => setAsking("extend")}>{w().extend}</Button>
                <Button onClick={() => setAsking("close")}>{w().closeNow}</Button>
              </Match>
              <Match when={round().state === "closed"}>
                <Button onClick={() => setAsking("extend")}>{w().reopen}</Button>
              </Match>
            </Switch>
            <Button kind="quiet" onClick={() => props.onEdit()}>
              {w().edit}
            </Button>
            <Show when={round().may.remove}>
              <Menu
                label={w().more}
                kind="quiet"
                trigger={<Ellipsis size={16} aria-hidden="true" />}
                items={[{ id: "remove", label: w().remove, danger: true, run: () => setAsking("remove") }]}
              />
            </Show>
          </div>
        </Show>
      </div>
      <Standing round={round()} onShow={props.onShow} />
      <ConfirmDialog
        open={asking() === "open"}
        title={w().openNowTitle}
        text={w().openNowText(said(round().closesAt))}
        confirm={w().openNow}
        pending={pending()}
        onConfirm={() => void run(() => api.choice.openNow.mutate({ cohortCourseId: id() }), w().openedNow)}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        open={asking() === "close"}
        title={w().closeNowTitle}
        text={w().closeNowText(round().counts.begun + round().counts.changed)}
        confirm={w().closeNow}
        pending={pending()}
        onConfirm={() => void closeNow()}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        open={asking() === "remove"}
        title={w().removeTitle}
        text={w().removeText}
        confirm={w().remove}
        danger
        pending={pending()}
        onConfirm={() => void run(() => api.choice.remove.mutate({ cohortCourseId: id() }), w().removed)}
        onClose={() => setAsking(null)}
      />
      <Show when={asking() === "extend"}>
        <ExtendDialog known={props.known} round={round()} onClose={() => setAsking(null)} />
      </Show>
    </section>
  );
}

/** How far the class is: a bar in three parts, and the same in words that lead to who. */
function Standing(props: { round: Round; onShow(show: "submitted" | "begun" | "none" | "changed" | "unlocked" | "attempts"): void }) {
  const w = useWords(choiceWords);
  const { language } = useLanguage();
  const counts = () => props.round.counts;
  const share = (part: number) => `${counts().students === 0 ? 0 : (part / counts().students) * 100}%`;
  const parts = () =>
    (
      [
        { show: "begun", count: counts().begun, text: w().counts.begun(counts().begun) },
        { show: "none", count: counts().none, text: w().counts.none(counts().none) },
        { show: "changed", count: counts().changed, text: w().counts.changed(counts().changed) },
        { show: "unlocked", count: counts().unlocked, text: w().counts.unlocked(counts().unlocked) },
        { show: "attempts", count: counts().attempts, text: w().counts.attempts(counts().attempts) },
      ] as const
    ).filter(({ count }) => count > 0);
  return (
    <div role="group" aria-label={w().counts.label}>
      <p class="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
        <button type="button" class="min-h-6 text-left font-semibold hover:underline" onClick={() => props.onShow("submitted")}>
          {w().counts.submitted(counts().submitted, counts().students)}
        </button>
        <For each={parts()}>
          {(part) => (
            <button
              type="button"
              class="min-h-6 text-left text-muted hover:text-ink hover:underline"
              onClick={() => props.onShow(part.show)}
            >
              {part.text}
            </button>
          )}
        </For>
      </p>
      <div class="mt-1.5 flex h-2 gap-px overflow-hidden rounded-full bg-sunken" aria-hidden="true">
        <span
          class="bg-done transition-[width]"
          style={{ width: share(counts().submitted) }}
          title={writeNumber(counts().submitted, language())}
        />
        <span
          class="bg-warn/60 transition-[width]"
          style={{ width: share(counts().begun) }}
          title={writeNumber(counts().begun, language())}
        />
      </div>
    </div>
  );
}
