import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** What changed under the scenario since its author looked: how much, by whom, and the two ways on. */
export function MovedNotice(props: { state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const moved = () => props.state.moved();
  const overtaken = () => props.state.overtaken();
  const who = () => {
    const names = [
      ...new Set(
        moved().map((row) => {
          const mover = props.state.mover(row);
          return mover === null || (mover.by === "" && !mover.mine) ? w().someone : mover.mine ? w().you : mover.by;
        }),
      ),
    ];
    return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")}${w().and}${names.at(-1) ?? ""}`;
  };
  return (
    <Show when={moved().length > 0}>
      <Notice
        kind={overtaken().length > 0 ? "warn" : "info"}
        title={w().movedTitle(moved().length)}
        actions={
          <>
            <Show when={props.state.shown() !== "moved"}>
              <Button size="sm" onClick={() => props.state.setShown("moved")}>
                {w().showMoved}
              </Button>
            </Show>
            <Button
              size="sm"
              onClick={() => {
                props.state.setShown("all");
                void props.commands.keep(moved());
              }}
            >
              {overtaken().length > 0 ? w().keepAll : w().seen}
            </Button>
            <Show when={overtaken().length > 0}>
              <Button
                size="sm"
                onClick={() => {
                  props.state.setShown("all");
                  void props.commands.follow(moved().map(({ studentId }) => studentId));
                }}
              >
                {w().followAll}
              </Button>
            </Show>
          </>
        }
      >
        {w().movedText(who(), overtaken().length)}
      </Notice>
    </Show>
  );
}
