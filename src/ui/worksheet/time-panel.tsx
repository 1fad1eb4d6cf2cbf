import { createEffect, createMemo, createSignal, For, lazy, on, Show, Suspense } from "solid-js";
import HistoryIcon from "lucide-solid/icons/file-clock";
import { dayIn } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Tabs } from "#ui/parts/tabs.tsx";
import { sheetHistoryWords, writeClock, writeLongDay, writeStop } from "#words/sheet-history.ts";
import { Dock } from "./dock.tsx";
import "./time.css";
import { useTime, type Stop } from "./time-state.ts";

// Read now and then: it comes when it is asked for.
const HistoryPanel = lazy(async () => ({ default: (await import("#ui/history/history-panel.tsx")).HistoryPanel }));
const dayMs = 86_400_000;

/** What was done to the sheet: its edits as stops to go to, and what became of its requests. */
export function TimePanel(props: { worksheetId: string; onClose(): void }) {
  const w = useWords(sheetHistoryWords);
  const [tab, setTab] = createSignal("edits");
  return (
    <Dock title={w().title} onClose={props.onClose}>
      <div class="px-4 pt-1 pb-4">
        <Tabs
          label={w().tabs.label}
          value={tab()}
          onChange={setTab}
          tabs={[
            { value: "edits", label: w().tabs.edits, content: <Stops /> },
            {
              value: "events",
              label: w().tabs.events,
              content: (
                <Suspense fallback={<Skeleton rows={6} />}>
                  <HistoryPanel about={props.worksheetId} />
                </Suspense>
              ),
            },
          ]}
        />
      </div>
    </Dock>
  );
}

function Stops() {
  const time = useTime();
  const w = useWords(sheetHistoryWords);
  const { language } = useLanguage();
  let list: HTMLDivElement | undefined;
  const days = createMemo(() => [...Map.groupBy(time.stops(), ({ at }) => dayIn(new Date(at)))]);
  const dayName = (day: string): string => {
    const now = Date.now();
    if (day === dayIn(new Date(now))) return w().list.today;
    if (day === dayIn(new Date(now - dayMs))) return w().list.yesterday;
    return writeLongDay(day, language());
  };
  const current = () => (time.traveling() ? time.stop()?.upto : null);
  // where I am stays in sight, and in the Tab order
  createEffect(
    on(current, (upto) => {
      queueMicrotask(() => list?.querySelector(`[data-stop="${upto ?? "present"}"]`)?.scrollIntoView({ block: "nearest" }));
    }),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...(list?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    const wanted = to[event.key];
    if (at < 0 || wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[Math.max(0, Math.min(buttons.length - 1, wanted))]?.focus();
  };
  return (
    <Show when={time.listed()} fallback={<Skeleton rows={8} />}>
      <Show
        when={time.stops().length > 0}
        fallback={<EmptyState icon={<HistoryIcon size={22} />} title={w().list.emptyTitle} text={w().list.emptyText} class="py-8" />}
      >
        <div ref={list} role="group" aria-label={w().list.label} class="flex flex-col" onKeyDown={onKeyDown}>
          <Show when={!time.hasNewer()} fallback={<More label={w().list.newer} run={() => void time.loadNewer()} />}>
            <button
              type="button"
              data-stop="present"
              tabindex={time.traveling() ? -1 : 0}
              aria-current={time.traveling() ? undefined : "true"}
              class="time-stop"
              onClick={() => time.present()}
            >
              <span class="grid size-5 place-items-center" aria-hidden="true">
                <span class="size-2.5 rounded-full bg-done" />
              </span>
              <span class="min-w-0">
                <span class="block font-semibold">{w().list.present}</span>
                <span class="block text-xs text-muted">{w().list.presentText}</span>
              </span>
            </button>
          </Show>
          <For each={days()}>
            {([day, stops]) => (
              <section>
                <h3 class="sticky top-0 z-1 bg-raised pt-2.5 pb-1 text-xs font-semibold text-muted first-letter:uppercase">
                  {dayName(day)}
                </h3>
                <ol>
                  <For each={stops}>{(stop) => <StopButton stop={stop} current={current() === stop.upto} />}</For>
                </ol>
              </section>
            )}
          </For>
          <Show when={time.hasOlder()} fallback={<p class="px-2 pt-3 text-xs text-muted">{w().list.beginning}</p>}>
            <More label={w().list.older} run={() => void time.loadOlder()} />
          </Show>
        </div>
      </Show>
    </Show>
  );
}

function More(props: { label: string; run(): void }) {
  const time = useTime();
  return (
    <Button size="sm" kind="quiet" class="my-1 self-start" pending={time.loadingStops()} onClick={() => props.run()}>
      {props.label}
    </Button>
  );
}

function StopButton(props: { stop: Stop; current: boolean }) {
  const time = useTime();
  const w = useWords(sheetHistoryWords);
  const { language } = useLanguage();
  const when = () => w().list.from(writeClock(props.stop.began, language()), writeClock(props.stop.at, language()));
  return (
    <li>
      <button
        type="button"
        data-stop={props.stop.upto}
        tabindex={props.current ? 0 : -1}
        aria-current={props.current ? "true" : undefined}
        class="time-stop"
        onClick={() => time.go({ after: props.stop.upto })}
      >
        <Show when={props.stop.person} fallback={<span class="size-5" aria-hidden="true" />}>
          {(person) => (
            <span aria-hidden="true">
              <Avatar size="sm" name={person().name} colour={colourOf(person().id)} />
            </span>
          )}
        </Show>
        <span class="min-w-0 flex-1">
          <span class="flex items-baseline gap-2">
            <span class="min-w-0 flex-1 truncate font-medium">
              {props.stop.person?.name ?? w().nobody}
              <Show when={props.stop.mine}>
                <span class="font-normal text-muted">{` (${w().you})`}</span>
              </Show>
            </span>
            <time class="shrink-0 text-xs text-muted tabular-nums" datetime={props.stop.at}>
              {when()}
            </time>
          </span>
          <span class="block text-xs text-muted">{writeStop(props.stop, language())}</span>
        </span>
      </button>
    </li>
  );
}
