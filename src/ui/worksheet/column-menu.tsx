import { Popover } from "@ark-ui/solid/popover";
import { Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import ArrowDownAZ from "lucide-solid/icons/arrow-down-a-z";
import ArrowUpAZ from "lucide-solid/icons/arrow-up-a-z";
import EyeOff from "lucide-solid/icons/eye-off";
import Minus from "lucide-solid/icons/minus";
import MoveHorizontal from "lucide-solid/icons/move-horizontal";
import Pin from "lucide-solid/icons/pin";
import Plus from "lucide-solid/icons/plus";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { gridWords } from "#words/grid.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { canFreeze, canHide, firstFrozen, isCellColumn, type GridColumn } from "./column.ts";
import { useGrid } from "./grid-state.ts";

/** A box under a heading or a button; Esc closes it and gives focus back. */
export function Floating(props: { anchor: HTMLElement; label: string; onClose(): void; class?: string; children: JSX.Element }) {
  return (
    <Popover.Root
      open
      onOpenChange={({ open }) => {
        if (!open) props.onClose();
      }}
      positioning={{ getAnchorElement: () => props.anchor, placement: "bottom-start", gutter: 4 }}
    >
      <Portal>
        <Popover.Positioner class="z-60">
          <Popover.Content class={`floating p-3 ${props.class ?? "w-64"}`} aria-label={props.label}>
            {props.children}
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}

const narrowestStep = 24;

/** Wider, narrower, or as wide as its text: without a mouse (G8). */
export function WidthButtons(props: { column: GridColumn }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const name = () => w().columns[props.column];
  const by = (pixels: number) => grid.view.resize(props.column, grid.view.width(props.column) + pixels);
  return (
    <div class="flex items-center gap-1" role="group" aria-label={g().view.resize(name())}>
      <IconButton
        size="sm"
        label={`${g().view.narrower}, ${name()}`}
        icon={<Minus size={14} aria-hidden="true" />}
        onClick={() => by(-narrowestStep)}
      />
      <IconButton
        size="sm"
        label={`${g().view.wider}, ${name()}`}
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => by(narrowestStep)}
      />
      <IconButton
        size="sm"
        label={`${g().view.fit}, ${name()}`}
        icon={<MoveHorizontal size={14} aria-hidden="true" />}
        onClick={() => grid.view.resize(props.column, null)}
      />
    </div>
  );
}

/** Keeps the columns up to this one in place while the others slide; pressed again, only the first. */
function FreezeButton(props: { column: GridColumn; onDone(): void }) {
  const grid = useGrid();
  const g = useWords(gridWords);
  const on = () => grid.view.frozen() === props.column;
  return (
    <Show when={canFreeze(props.column)}>
      <Button
        kind={on() ? "primary" : "plain"}
        size="sm"
        aria-pressed={on()}
        icon={<Pin size={14} aria-hidden="true" />}
        onClick={() => {
          grid.view.freeze(on() ? firstFrozen : props.column);
          props.onDone();
        }}
      >
        {g().view.freeze}
      </Button>
    </Show>
  );
}

/** Sort, filter, freeze, hide and widen one column: for me alone. */
export function ColumnMenu(props: { column: GridColumn; anchor: HTMLElement; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const name = () => w().columns[props.column];
  const sortable = () => (isCellColumn(props.column) || props.column === "status" ? props.column : null);
  const sorted = (down: boolean) => grid.view.sorted()?.column === props.column && grid.view.sorted()?.down === down;
  const sort = (down: boolean) => {
    const column = sortable();
    if (column) grid.view.sort(sorted(down) ? null : { column, down });
    props.onClose();
  };
  return (
    <Floating anchor={props.anchor} label={g().view.columnMenu(name())} onClose={props.onClose}>
      <div class="flex flex-col gap-2">
        <p class="text-xs font-medium text-muted">{g().view.sort}</p>
        <div class="grid gap-1">
          <Button
            kind={sorted(false) ? "primary" : "plain"}
            size="sm"
            aria-pressed={sorted(false)}
            icon={<ArrowDownAZ size={14} aria-hidden="true" />}
            onClick={() => sort(false)}
          >
            {g().view.ascending}
          </Button>
          <Button
            kind={sorted(true) ? "primary" : "plain"}
            size="sm"
            aria-pressed={sorted(true)}
            icon={<ArrowUpAZ size={14} aria-hidden="true" />}
            onClick={() => sort(true)}
          >
            {g().view.descending}
          </Button>
        </div>
        <Show when={sortable()}>
          {(column) => (
            <TextInput
              value={grid.view.filters()[column()] ?? ""}
              placeholder={g().view.filter}
              aria-label={g().view.filterLabel(name())}
              onChange={(text) => grid.view.filter({ ...grid.view.filters(), [column()]: text })}
            />
          )}
        </Show>
        <FreezeButton column={props.column} onDone={props.onClose} />
        <Show when={canHide(props.column)}>
          <Button
            size="sm"
            icon={<EyeOff size={14} aria-hidden="true" />}
            onClick={() => {
              grid.view.toggle(props.column);
              props.onClose();
            }}
          >
            {g().view.hide}
          </Button>
        </Show>
        <div class="flex items-center justify-between gap-2 text-xs font-medium text-muted">
          {g().view.width}
          <WidthButtons column={props.column} />
        </div>
      </div>
    </Floating>
  );
}
