import { For, Show, type JSX } from "solid-js";
import ClockAlert from "lucide-solid/icons/clock-alert";
import EyeOff from "lucide-solid/icons/eye-off";
import Inbox from "lucide-solid/icons/inbox";
import { useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { inOrder } from "#ui/request/filters.tsx";
import { welcomePageWords } from "#words/welcome-page.ts";
import { welcomeWords } from "#words/welcome.ts";
import { CountTile } from "./count-tile.tsx";
import { useWelcome, type Shown, type WelcomeHead } from "./page-state.ts";

/** Requests and places by status, with what is to be answered and what is late: each opens its list on the page (F-146, F-153). */
export function StatusCounts(props: { head: WelcomeHead }) {
  const w = useWords(welcomePageWords);
  const o = useWords(welcomeWords);
  const waiting = () => props.head.waiting.fresh + props.head.waiting.week + props.head.waiting.late;
  const answers = () => props.head.side !== "placing" && waiting() > 0;
  return (
    <section aria-labelledby="by-status" class="flex flex-col gap-2">
      <h2 id="by-status" class="font-semibold">
        {w().counts}
      </h2>
      <Show
        when={props.head.counts.length > 0 || props.head.hidden > 0}
        fallback={<p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">{w().noneAtAll}</p>}
      >
        <ul class="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))]">
          <Show when={answers()}>
            <Tile
              show="waiting"
              count={waiting()}
              label={<Marked icon={<Inbox size={14} aria-hidden="true" />}>{w().toAnswer}</Marked>}
              text={w().ages(props.head.waiting.fresh, props.head.waiting.week, props.head.waiting.late)}
            />
          </Show>
          <Show when={props.head.late > 0}>
            <Tile
              show="late"
              count={props.head.late}
              label={
                <Marked icon={<ClockAlert size={14} aria-hidden="true" />} danger>
                  {w().late}
                </Marked>
              }
              text={w().lateText(props.head.late)}
              danger
            />
          </Show>
          <For each={inOrder(props.head.counts).map(({ status }) => status)}>
            {(status) => (
              <Show when={props.head.counts.find((one) => one.status === status)}>
                {(one) => (
                  <Tile
                    show={status}
                    count={one().requests}
                    label={<StatusChip status={status} wrap />}
                    text={one().places > 0 ? o().places(one().places) : ""}
                  />
                )}
              </Show>
            )}
          </For>
          <Show when={props.head.hidden > 0}>
            <Tile
              show="hidden"
              count={props.head.hidden}
              label={<Marked icon={<EyeOff size={14} aria-hidden="true" />}>{w().hiddenTile}</Marked>}
              text=""
            />
          </Show>
        </ul>
      </Show>
    </section>
  );
}

function Marked(props: { icon: JSX.Element; danger?: boolean; children: JSX.Element }) {
  return (
    <span class="inline-flex h-5.5 min-w-0 items-center gap-1.5 text-xs font-semibold" classList={{ "text-danger": props.danger ?? false }}>
      <span class="shrink-0">{props.icon}</span>
      <span class="truncate">{props.children}</span>
    </span>
  );
}

/** A count that opens its list on the page, and closes it again. */
function Tile(props: { show: Shown; count: number; label: JSX.Element; text: string; danger?: boolean }) {
  const page = useWelcome();
  const open = () => page.shown() === props.show;
  return (
    <CountTile
      href={open() ? page.closed() : page.hrefOf(props.show)}
      open={open()}
      controls="welcome-list"
      count={props.count}
      label={props.label}
      text={props.text}
      danger={props.danger ?? false}
    />
  );
}
