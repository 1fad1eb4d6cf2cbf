import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Kbd } from "#ui/parts/kbd.tsx";
import { setSingleKeys, singleKeys } from "#ui/parts/preference.ts";
import { Switch } from "#ui/parts/switch.tsx";
import { inboxWords } from "#words/inbox.ts";

/** What the desk's keys do, under the list: those of who only looks are fewer. `answers`: whose answer the keys give. */
export function KeyHints(props: { answers: "organisation" | "unit" | null }) {
  const w = useWords(inboxWords);
  const hints = (): [keys: string[], words: string][] => [
    [["J", "K"], w().shortKeys.step],
    [["O"], w().shortKeys.open],
    ...(props.answers === null
      ? []
      : ([
          [["N"], w().shortKeys.waiting],
          [["X"], w().shortKeys.tick],
          [["A"], w().shortKeys.accept],
          [["D"], w().shortKeys.decline],
          ...(props.answers === "unit" ? [] : [[["R"], w().shortKeys.redirect]]),
          [["U"], w().shortKeys.takeBack],
        ] as [string[], string][])),
  ];
  return (
    <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-muted max-md:hidden">
      <Show when={singleKeys()} fallback={<span />}>
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span class="sr-only">{props.answers === null ? w().lookHint : w().hint}</span>
          <For each={hints()}>
            {([keys, words]) => (
              <span aria-hidden="true">
                <For each={keys}>
                  {(key) => (
                    <>
                      <Kbd keys={key} />{" "}
                    </>
                  )}
                </For>
                {words}
              </span>
            )}
          </For>
        </p>
      </Show>
      <Switch checked={singleKeys()} onChange={setSingleKeys} label={w().singleKeys} />
    </div>
  );
}
