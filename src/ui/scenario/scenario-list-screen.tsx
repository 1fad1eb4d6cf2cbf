import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import Copy from "lucide-solid/icons/copy";
import Ellipsis from "lucide-solid/icons/ellipsis";
import FlaskConical from "lucide-solid/icons/flask-conical";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { SheetScreen, WaitingScreen } from "#ui/assignment/sheet-screen.tsx";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { scenarioWords } from "#words/scenario.ts";
import { writeInstant } from "#words/words.ts";
import { NameDialog } from "./name-dialog.tsx";
import { scenarioAddress, useScenarioLife, type ScenarioLife } from "./scenario-life.ts";

type Line = Outputs["scenario"]["list"]["scenarios"][number];

/** `/fiches/:id/scenarios`: one's own what-ifs of a sheet, and nobody else's. */
export function ScenarioListScreen(props: { worksheetId: string }) {
  const w = useWords(scenarioWords);
  const life = useScenarioLife(() => props.worksheetId);
  const [pending, setPending] = createSignal(false);
  const query = useQuery(() => ({
    queryKey: ["scenario", "list", props.worksheetId],
    queryFn: () => api.scenario.list.query({ worksheetId: props.worksheetId }),
    retry: false,
  }));
  const found = () => answerOf(query);
  const lines = () => found()?.scenarios ?? [];
  const byId = (id: Id) => lines().find((one) => one.id === id);
  const make = () => {
    setPending(true);
    const names = new Set(lines().map(({ name }) => name));
    let number = lines().length + 1;
    while (names.has(w().defaultName(number))) number += 1;
    void life.make(w().defaultName(number)).finally(() => setPending(false));
  };
  const makeButton = () => (
    <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} pending={pending()} onClick={make}>
      {w().make}
    </Button>
  );
  return (
    <Show when={found()} fallback={<WaitingScreen title={w().title} query={query} />}>
      {(one) => (
        <SheetScreen head={one().head} title={w().title} actions={<Show when={lines().length > 0}>{makeButton()}</Show>}>
          <Show
            when={lines().length > 0}
            fallback={<EmptyState icon={<FlaskConical size={22} />} title={w().none} text={w().noneText} action={makeButton()} />}
          >
            <p class="mb-3 max-w-prose text-sm text-muted">{w().intro}</p>
            <ul class="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
              <For each={lines().map(({ id }) => id)}>
                {(id) => <Show when={byId(id)}>{(line) => <Card line={line()} worksheetId={props.worksheetId} life={life} />}</Show>}
              </For>
            </ul>
          </Show>
        </SheetScreen>
      )}
    </Show>
  );
}

function Card(props: { line: Line; worksheetId: string; life: ScenarioLife }) {
  const w = useWords(scenarioWords);
  const { language } = useLanguage();
  return (
    <li class="relative flex flex-col gap-1 rounded-lg border border-line bg-surface p-3 hover:border-line-field">
      <div class="flex items-start gap-2">
        <h2 class="min-w-0 flex-1 font-semibold break-words">
          <A class="after:absolute after:inset-0 hover:underline" href={scenarioAddress(props.worksheetId, props.line.id)}>
            {props.line.name}
          </A>
        </h2>
        <span class="relative z-1 -mt-1 -mr-1">
          <ScenarioMenu id={props.line.id} name={props.line.name} life={props.life} />
        </span>
      </div>
      <p class="text-sm">{w().intended(props.line.intended)}</p>
      <Show when={props.line.overtaken > 0}>
        <p class="text-sm font-medium text-warn">! {w().overtaken(props.line.overtaken)}</p>
      </Show>
      <p class="mt-auto pt-1 text-xs text-muted">
        {[w().sources[props.line.source], w().changedAt(writeInstant(props.line.changedAt, language(), new Date()))]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
    </li>
  );
}

/** What can be done with a scenario itself. */
export function ScenarioMenu(props: { id: Id; name: string; life: ScenarioLife }) {
  const w = useWords(scenarioWords);
  const [naming, setNaming] = createSignal(false);
  return (
    <>
      <Menu
        label={w().actions(props.name)}
        trigger={<Ellipsis size={16} aria-hidden="true" />}
        items={[
          { id: "rename", label: w().rename, icon: <Pencil size={15} />, run: () => setNaming(true) },
          {
            id: "copy",
            label: w().copy,
            icon: <Copy size={15} />,
            run: () => void props.life.copy(props.id, w().copyName(props.name).slice(0, 80)),
          },
          "line",
          { id: "remove", label: w().remove, icon: <Trash size={15} />, danger: true, run: () => props.life.remove(props.id, props.name) },
        ]}
      />
      <Show when={naming()}>
        <NameDialog name={props.name} onSave={(name) => props.life.rename(props.id, name)} onClose={() => setNaming(false)} />
      </Show>
    </>
  );
}
