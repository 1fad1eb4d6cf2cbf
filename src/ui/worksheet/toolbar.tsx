import { Show, type JSX } from "solid-js";
import CirclePlus from "lucide-solid/icons/circle-plus";
import CopyPlus from "lucide-solid/icons/copy-plus";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Inbox from "lucide-solid/icons/inbox";
import Redo from "lucide-solid/icons/redo-2";
import Search from "lucide-solid/icons/search";
import Send from "lucide-solid/icons/send-horizontal";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import Undo from "lucide-solid/icons/undo-2";
import Users from "lucide-solid/icons/users";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { planningWords } from "#words/planning.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { useGrid } from "./grid-state.ts";
import type { PlanningFrom } from "./planning.tsx";
import { useRowActions } from "./row-actions.tsx";

/** Where there is no room for its word a button keeps its icon; the word is still heard. */
export const tight = "max-2xl:[&>span]:sr-only";

/** What can be done with the sheet, the likeliest first. */
export function Toolbar(props: {
  worksheetId: string;
  maySend: boolean;
  onSend(copy: boolean): void;
  onPlan(from: PlanningFrom): void;
  onFind(): void;
  onUndo(direction: "undo" | "redo"): void;
  onView(anchor: HTMLElement): void;
  extra?: JSX.Element;
}) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const p = useWords(planningWords);
  const actions = useRowActions();
  const ticked = () => grid.ticked().size;
  return (
    <div
      role="toolbar"
      id="sheet-tools"
      tabindex={-1}
      aria-label={w().tools.label}
      class="-m-1 flex items-center gap-1.5 p-1 max-md:overflow-x-auto md:flex-wrap"
    >
      <Show when={props.maySend}>
        <Button
          kind="primary"
          icon={<Send size={15} aria-hidden="true" />}
          disabled={ticked() === 0}
          title={ticked() === 0 ? w().tools.tickFirst : undefined}
          onClick={() => props.onSend(false)}
        >
          {w().tools.send(ticked())}
        </Button>
        <Button
          icon={<Inbox size={15} aria-hidden="true" />}
          disabled={ticked() === 0}
          title={ticked() === 0 ? w().tools.tickFirst : undefined}
          onClick={() => props.onSend(true)}
        >
          {w().tools.copy}
        </Button>
      </Show>
      <Show when={grid.mayEdit()}>
        <Button
          class="max-2xl:[&_kbd]:hidden"
          icon={<CirclePlus size={15} aria-hidden="true" />}
          keys="Ctrl J"
          onClick={() => props.onPlan("places")}
        >
          {w().tools.addPlaces}
        </Button>
        <Button class={tight} title={p().copy.action} icon={<CopyPlus size={15} aria-hidden="true" />} onClick={() => props.onPlan("copy")}>
          {p().copy.action}
        </Button>
        <Menu
          kind="plain"
          label={w().tools.rowActions}
          trigger={<Ellipsis size={16} aria-hidden="true" />}
          side="bottom-start"
          items={actions().map(({ id, label, keys, danger, disabled, run }) => ({
            id,
            label,
            run,
            ...(keys ? { hint: keys } : {}),
            ...(danger ? { danger } : {}),
            disabled: disabled ?? false,
          }))}
        />
        <IconButton
          label={w().tools.undo}
          keys="Ctrl Z"
          icon={<Undo size={16} aria-hidden="true" />}
          onClick={() => props.onUndo("undo")}
        />
        <IconButton
          label={w().tools.redo}
          keys="Ctrl Y"
          icon={<Redo size={16} aria-hidden="true" />}
          onClick={() => props.onUndo("redo")}
        />
      </Show>
      <span class="flex-1" />
      <IconButton label={w().tools.find} keys="Ctrl F" icon={<Search size={16} aria-hidden="true" />} onClick={() => props.onFind()} />
      <Button
        class={tight}
        title={w().tools.view}
        icon={<SlidersHorizontal size={15} aria-hidden="true" />}
        aria-haspopup="dialog"
        kind={grid.view.arranged() ? "primary" : "plain"}
        onClick={(event) => props.onView(event.currentTarget)}
      >
        {w().tools.view}
      </Button>
      {props.extra}
      <ButtonLink
        class={tight}
        title={w().tools.assign}
        href={`/fiches/${props.worksheetId}/affectation`}
        icon={<Users size={15} aria-hidden="true" />}
      >
        {w().tools.assign}
      </ButtonLink>
    </div>
  );
}
