import { Title } from "@solidjs/meta";
import { A } from "@solidjs/router";
import { For, Show, Suspense, type JSX } from "solid-js";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { useWords } from "#ui/language.tsx";
import { Guarded } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { frameWords } from "#words/frame.ts";
import { Slot } from "#ui/parts/slot.tsx";

export interface ScreenProps {
  /** The page's one h1, and the first half of the tab's title. */
  title: string;
  crumbs?: readonly { label: string; href?: string }[];
  /** Beside the title: a status, a count. */
  aside?: JSX.Element;
  /** Buttons at the right of the title. */
  actions?: JSX.Element;
  /** Under the title: tabs, filters. It stays while the content scrolls. */
  bar?: JSX.Element;
  /** The content takes the height that is left and scrolls inside itself (lists, grids) instead of the page. */
  fill?: boolean;
  /** `narrow` for forms and texts. */
  width?: "full" | "narrow";
  /** No padding around the content (a grid that touches the edges). */
  flush?: boolean;
  children: JSX.Element;
}

/** A page inside the frame: its title, where it is, what can be done, and its content, guarded and with a skeleton. */
export function Screen(props: ScreenProps) {
  const w = useWords(frameWords);
  return (
    <div class="flex min-h-full flex-col" classList={{ "md:h-full": props.fill ?? false }}>
      <Title>{`${props.title} · ${w().product}`}</Title>
      <header class="z-20 flex shrink-0 flex-col gap-2 border-b border-line bg-surface px-4 pt-2.5 pb-2.5 md:px-6">
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div class="min-w-0 flex-[1_1_14rem]">
            <Show when={(props.crumbs?.length ?? 0) > 0}>
              <nav aria-label={w().crumbs}>
                <ol class="flex flex-wrap items-center gap-x-1 text-xs text-muted">
                  <For each={props.crumbs}>
                    {(crumb, at) => (
                      <li class="flex min-w-0 items-center gap-1">
                        <Show when={at() > 0}>
                          <ChevronRight size={12} class="shrink-0" aria-hidden="true" />
                        </Show>
                        <Show when={crumb.href} fallback={<span>{crumb.label}</span>}>
                          {(href) => (
                            <A href={href()} class="inline-block rounded-sm py-1 hover:text-ink hover:underline">
                              {crumb.label}
                            </A>
                          )}
                        </Show>
                      </li>
                    )}
                  </For>
                </ol>
              </nav>
            </Show>
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 tabindex={-1} class="text-lg font-semibold tracking-[-0.01em]">
                {props.title}
              </h1>
              {props.aside}
            </div>
          </div>
          <Slot of={props.actions}>{(actions) => <div class="flex flex-wrap items-center gap-2">{actions()}</div>}</Slot>
        </div>
        {props.bar}
      </header>
      <div
        class="flex min-h-0 flex-1 flex-col"
        classList={{ "px-4 py-4 md:px-6": !props.flush, "mx-auto w-full max-w-3xl": props.width === "narrow" }}
      >
        <Guarded>
          <Suspense fallback={<Skeleton rows={8} />}>{props.children}</Suspense>
        </Guarded>
      </div>
    </div>
  );
}
