import { useNavigate } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import LayoutList from "lucide-solid/icons/layout-list";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { unitViewWords } from "#words/unit-view.ts";
import { DueCards } from "./due-cards.tsx";
import { introduced, setIntroduced, setSimpleView } from "./unit-view.ts";
import { WaitingCards } from "./waiting-cards.tsx";
import { WeekCards } from "./week-cards.tsx";

/** `/unite`: what a unit head does, on a phone: answer, see who comes, name who goes with them (F-193). */
export function UnitHome() {
  const w = useWords(unitViewWords);
  const navigate = useNavigate();
  return (
    <Screen
      title={w().title}
      actions={
        <Button
          kind="quiet"
          icon={<LayoutList size={15} aria-hidden="true" />}
          title={w().fullHint}
          onClick={() => {
            setSimpleView(false);
            navigate("/demandes");
          }}
        >
          {w().full}
        </Button>
      }
    >
      <div class="mx-auto flex w-full max-w-3xl flex-col gap-7 pb-8">
        <Introduction />
        <WaitingCards />
        <WeekCards />
        <DueCards />
      </div>
    </Screen>
  );
}

/** The first time: what this page is for, in three lines (F-192). */
function Introduction() {
  const w = useWords(unitViewWords);
  // What this browser remembers is known after the page has come.
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(!introduced()));
  return (
    <Show when={shown()}>
      <section class="rounded-xl border border-accent/40 bg-accent-soft p-4" aria-labelledby="unit-hello">
        <h2 id="unit-hello" class="text-lg font-semibold">
          {w().hello.title}
        </h2>
        <ol class="mt-2 flex list-decimal flex-col gap-1.5 pl-5 text-sm">
          <For each={w().hello.points.split("\n")}>{(point) => <li>{point}</li>}</For>
        </ol>
        <Button
          kind="primary"
          size="lg"
          class="mt-3"
          onClick={() => {
            setIntroduced(true);
            setShown(false);
          }}
        >
          {w().hello.done}
        </Button>
      </section>
    </Show>
  );
}
