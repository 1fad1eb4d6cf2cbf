import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import RectangleHorizontal from "lucide-solid/icons/rectangle-horizontal";
import RectangleVertical from "lucide-solid/icons/rectangle-vertical";
import type { WallFrame } from "#domain/wall.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { WallBoard } from "#ui/wall/wall-board.tsx";
import { WallBox } from "#ui/wall/wall-box.tsx";
import { boardWords } from "#words/board.ts";

/** A board as its screens show it, small: one view at a time, lying or upright. */
export function Preview(props: { frame: WallFrame; at: number; onAt(at: number): void }) {
  const w = useWords(boardWords);
  const { language } = useLanguage();
  const [upright, setUpright] = createSignal(false);
  const [now, setNow] = createSignal(Date.now());
  // a wall is measured where it is drawn: the server draws none
  const [there, setThere] = createSignal(false);
  onMount(() => {
    setThere(true);
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => clearInterval(timer));
  });
  const at = () => Math.min(props.at, Math.max(0, props.frame.views.length - 1));
  /** A board of both languages is shown in the reader's. */
  const shown = () => (props.frame.language === "both" ? language() : props.frame.language);
  return (
    <div class="flex flex-col gap-2">
      <div class="flex flex-wrap items-center justify-between gap-2">
        <div class="flex flex-wrap gap-1" role="group" aria-label={w().form.views}>
          <For each={props.frame.views}>
            {(view, index) => (
              <button
                type="button"
                aria-pressed={index() === at()}
                class="min-h-7 max-w-52 truncate rounded px-2 text-xs font-medium text-muted hover:bg-hover hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
                onClick={() => props.onAt(index())}
              >
                {view.name}
              </button>
            )}
          </For>
        </div>
        <div class="flex" role="group" aria-label={w().shape}>
          <IconButton
            size="sm"
            label={w().lying}
            aria-pressed={!upright()}
            class="aria-pressed:text-accent"
            icon={<RectangleHorizontal size={16} aria-hidden="true" />}
            onClick={() => setUpright(false)}
          />
          <IconButton
            size="sm"
            label={w().upright}
            aria-pressed={upright()}
            class="aria-pressed:text-accent"
            icon={<RectangleVertical size={16} aria-hidden="true" />}
            onClick={() => setUpright(true)}
          />
        </div>
      </div>
      <div
        class="overflow-hidden rounded-lg border border-line-strong"
        classList={{ "aspect-video w-full": !upright(), "mx-auto aspect-9/16 w-full max-w-96": upright() }}
      >
        <Show when={there()}>
          <WallBox
            label={w().previewOf(props.frame.name)}
            language={shown()}
            side={props.frame.side}
            timeZone={props.frame.timeZone}
            today={props.frame.today}
          >
            <Show when={props.frame.views.length > 0}>
              <WallBoard
                preview
                frame={props.frame}
                at={at()}
                freshness="fresh"
                age={0}
                heard={now()}
                now={now()}
                mirrored={false}
                urgent={null}
                paused={false}
                onPause={() => {}}
                onView={props.onAt}
              />
            </Show>
          </WallBox>
        </Show>
      </div>
    </div>
  );
}
