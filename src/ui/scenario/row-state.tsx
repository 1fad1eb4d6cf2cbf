import { Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { scenarioWords } from "#words/scenario.ts";
import { writeInstant } from "#words/words.ts";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** What is to be known of a row: to be published, kept back and why, moved by whom and when. */
export function useRowText(state: ScenarioState): (studentId: Id) => { label: string; detail: string; look: string } {
  const w = useWords(scenarioWords);
  const { language } = useLanguage();
  return (studentId) => {
    const row = state.row(studentId);
    if (!row || row.state === "same") return { label: "", detail: "", look: "" };
    const mover = row.state === "moved" || row.state === "overtaken" ? state.mover(row) : null;
    const when = mover ? writeInstant(mover.at, language(), new Date()) : "";
    const who = mover === null ? "" : mover.mine ? w().movedByYou(when) : mover.by === "" ? when : w().movedBy(mover.by, when);
    const was = row.base === null ? w().nowhere : state.path(row.base);
    const moved = row.state === "moved" || row.state === "overtaken" ? w().from(was) : "";
    const kept = row.obstacle === null ? "" : w().obstacles[row.obstacle];
    return {
      label: kept === "" || row.state === "overtaken" ? w().states[row.state] : kept,
      detail: [who, moved, row.state === "overtaken" ? kept : ""].filter((part) => part !== "").join(" · "),
      look:
        row.state === "overtaken" || row.obstacle !== null
          ? "bg-warn-soft text-warn"
          : row.state === "moved"
            ? "bg-info-soft text-info"
            : row.state === "done"
              ? "bg-done-soft text-done"
              : "bg-accent-soft text-accent",
    };
  };
}

export function RowState(props: { studentId: Id; state: ScenarioState }) {
  const textOf = useRowText(props.state);
  const text = () => textOf(props.studentId);
  return (
    <Show when={text().label !== ""}>
      <span class="flex min-w-0 flex-col items-start gap-0.5 py-0.5 whitespace-normal">
        <span class={`rounded px-1.5 text-xs font-semibold ${text().look}`}>{text().label}</span>
        <Show when={text().detail !== ""}>
          <span class="text-2xs leading-snug text-muted">{text().detail}</span>
        </Show>
      </span>
    </Show>
  );
}

/** The one next step of a row, and the others in a menu. */
export function RowActions(props: { studentId: Id; state: ScenarioState; commands: ScenarioCommands; mayPublish: boolean }) {
  const w = useWords(scenarioWords);
  const row = () => props.state.row(props.studentId);
  const kind = () => row()?.state ?? "same";
  const publish = () => {
    const one = row();
    if (one) void props.commands.publish([one]);
  };
  const keep = () => {
    const one = row();
    if (one) void props.commands.keep([one]);
  };
  const follow = () => void props.commands.follow([props.studentId]);
  const canPublish = () => props.mayPublish && row()?.obstacle === null;
  const items = (): MenuItem[] => [
    ...(kind() === "overtaken" ? [{ id: "keep", label: w().keep, run: keep }] : []),
    ...(kind() === "overtaken" && canPublish() ? [{ id: "publish", label: w().publishAnyway, run: publish }] : []),
    { id: "follow", label: w().follow, run: follow },
  ];
  return (
    <span class="flex items-center justify-end gap-1" data-no-open>
      <Show when={kind() === "intended" && canPublish()}>
        <Button size="sm" aria-label={`${w().publishOne} ${props.state.name(props.studentId)}`} onClick={publish}>
          {w().publishOne}
        </Button>
      </Show>
      <Show when={kind() === "moved"}>
        <Button size="sm" kind="quiet" aria-label={`${w().seen} ${props.state.name(props.studentId)}`} onClick={keep}>
          {w().seen}
        </Button>
      </Show>
      <Show when={kind() === "intended" || kind() === "overtaken" || kind() === "done"}>
        <Menu
          size="sm"
          label={`${w().act} : ${props.state.name(props.studentId)}`}
          trigger={<Ellipsis size={15} aria-hidden="true" />}
          items={items()}
        />
      </Show>
    </span>
  );
}
