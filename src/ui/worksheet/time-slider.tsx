import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { sheetHistoryWords, writeMoment, writeShortDay, writeStop } from "#words/sheet-history.ts";
import { axisOf } from "./time-axis.ts";
import { useTime } from "./time-state.ts";

/** While the pointer moves the sheet follows, this often at most. */
const follow = 90;
/** Names of days are drawn where they have this much room, in pixels. */
const roomForDay = 54;

/** From the first edit to the present: by pointer to any moment, by keys from edit to edit and from day to day. */
export function TimeSlider() {
  const time = useTime();
  const w = useWords(sheetHistoryWords);
  const { language } = useLanguage();
  let track: HTMLDivElement | undefined;
  const [dragged, setDragged] = createSignal<number | null>(null);
  const axis = createMemo(() => axisOf(time.buckets()));
  const moment = () => time.past()?.moment ?? null;
  const place = () => dragged() ?? (time.traveling() && moment() ? axis().placeOf(moment()) : time.traveling() && !time.busy() ? 0 : 1);
  const said = createMemo(() => {
    const then = moment();
    if (!time.traveling()) return w().slider.present;
    if (!then) return w().band.before;
    const stop = time.stop();
    const what = stop && stop.upto === then.id ? `${stop.person?.name ?? w().nobody}, ${writeStop(stop, language())}` : "";
    return w().slider.at(writeMoment(then.at, language()), what);
  });
  const [width, setWidth] = createSignal(800);
  onMount(() => {
    const element = track;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(1, element.clientWidth)));
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  const days = createMemo(() => {
    const room = roomForDay / width();
    const shown: { day: string; left: number }[] = [];
    for (const one of axis().days) {
      const last = shown.at(-1);
      if ((!last || one.left - last.left >= room) && one.left < 1 - 2 * room) shown.push(one);
    }
    return shown;
  });

  let waiting: ReturnType<typeof setTimeout> | undefined;
  let wanted = 1;
  onCleanup(() => clearTimeout(waiting));
  const goThere = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const target = axis().targetAt(wanted);
    if (target) time.go(target);
    else time.present();
  };
  const placeUnder = (event: PointerEvent): number => {
    const box = track?.getBoundingClientRect();
    return box && box.width > 0 ? Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) : 1;
  };
  const move = (event: PointerEvent) => {
    wanted = placeUnder(event);
    setDragged(wanted);
    waiting ??= setTimeout(goThere, follow);
  };
  const end = () => {
    goThere();
    setDragged(null);
  };

  const keys: Record<string, () => void> = {
    ArrowLeft: () => void time.step(-1),
    ArrowDown: () => void time.step(-1),
    ArrowRight: () => void time.step(1),
    ArrowUp: () => void time.step(1),
    PageDown: () => time.stepDay(-1),
    PageUp: () => time.stepDay(1),
    Home: () => time.first(),
    End: () => time.present(),
  };

  return (
    <div
      class="relative h-14 touch-none select-none"
      onPointerDown={(event) => {
        if (event.button !== 0 || time.buckets().length === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        (event.currentTarget.querySelector("[role=slider]") as HTMLElement | null)?.focus();
        event.preventDefault();
        move(event);
      }}
      onPointerMove={(event) => {
        if (dragged() !== null) move(event);
      }}
      onPointerUp={() => {
        if (dragged() !== null) end();
      }}
      onPointerCancel={() => setDragged(null)}
    >
      <div ref={track} class="absolute inset-x-2 top-0 h-8 cursor-pointer">
        <svg class="absolute inset-x-0 bottom-0 h-7 w-full" viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
          <For each={axis().bars}>
            {(bar) => (
              <rect
                x={bar.left * 1000 + Math.min(1, bar.width * 100)}
                width={Math.max(1, bar.width * 1000 - Math.min(2, bar.width * 200))}
                y={28 - bar.height * 24}
                height={bar.height * 24}
                class={bar.left < place() ? "fill-accent/45" : "fill-line-strong/70"}
              />
            )}
          </For>
        </svg>
        <div class="absolute inset-x-0 bottom-0 h-1 rounded-full bg-line-strong" aria-hidden="true" />
        <div class="absolute bottom-0 left-0 h-1 rounded-full bg-accent" aria-hidden="true" style={{ width: `${place() * 100}%` }} />
        <div
          role="slider"
          tabindex={0}
          aria-label={w().slider.label}
          aria-valuemin={0}
          aria-valuemax={1000}
          aria-valuenow={Math.round(place() * 1000)}
          aria-valuetext={said()}
          aria-description={w().slider.keys}
          class="absolute bottom-[-10px] size-6 -translate-x-1/2 cursor-grab rounded-full border-2 border-accent bg-surface shadow-float outline-none focus-visible:ring-3 focus-visible:ring-focus/50 active:cursor-grabbing"
          style={{ left: `${place() * 100}%` }}
          onKeyDown={(event) => {
            const run = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
            if (!run) return;
            event.preventDefault();
            event.stopPropagation();
            run();
          }}
        >
          <span class="absolute inset-1.5 rounded-full bg-accent" classList={{ "animate-pulse": time.busy() }} aria-hidden="true" />
        </div>
      </div>
      <div class="absolute inset-x-2 bottom-0 h-3.5 text-2xs leading-3.5 text-muted" aria-hidden="true">
        <For each={days()}>
          {({ day, left }) => (
            <span class="absolute whitespace-nowrap" style={{ left: `${left * 100}%` }}>
              {writeShortDay(day, language())}
            </span>
          )}
        </For>
        <Show when={time.buckets().length > 0}>
          <span class="absolute right-0 font-medium text-ink">{w().slider.present}</span>
        </Show>
      </div>
    </div>
  );
}
