import { createSignal, type JSX } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import GripVertical from "lucide-solid/icons/grip-vertical";
import { useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { boardWords } from "#words/board.ts";

const [dragged, setDragged] = createSignal<{ list: string; id: string } | null>(null);
const [over, setOver] = createSignal<string | null>(null);

export interface OrderedProps {
  /** Which list it is one of: nothing is dragged from one to another. */
  list: string;
  id: string;
  name: string;
  at: number;
  count: number;
  onMove(by: 1 | -1): void;
  /** Dropped where another of the list stands. */
  onDrop(id: string, to: number): void;
}

/** The handle and the two arrows by which one of a list is put in its place. */
export function Order(props: OrderedProps) {
  const w = useWords(boardWords);
  return (
    <span class="flex shrink-0 items-center">
      <span
        draggable={true}
        title={w().form.drag(props.name)}
        class="grid size-6 cursor-grab place-items-center text-faint active:cursor-grabbing"
        aria-hidden="true"
        onDragStart={(event) => {
          setDragged({ list: props.list, id: props.id });
          event.dataTransfer?.setData("text/plain", props.name);
          if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
        }}
        onDragEnd={() => {
          setDragged(null);
          setOver(null);
        }}
      >
        <GripVertical size={15} />
      </span>
      <IconButton
        size="sm"
        label={w().form.moveUp(props.name)}
        keys="Alt ↑"
        icon={<ChevronUp size={16} aria-hidden="true" />}
        aria-disabled={props.at === 0}
        onClick={() => props.onMove(-1)}
      />
      <IconButton
        size="sm"
        label={w().form.moveDown(props.name)}
        keys="Alt ↓"
        icon={<ChevronDown size={16} aria-hidden="true" />}
        aria-disabled={props.at === props.count - 1}
        onClick={() => props.onMove(1)}
      />
    </span>
  );
}

/** One of an ordered list: what is dragged over it takes its place, Alt and arrows move it. */
export function Ordered(props: OrderedProps & { class: string; children: JSX.Element }) {
  const mine = () => dragged()?.list === props.list;
  return (
    <li
      class={`${props.class} ${mine() && over() === props.id && dragged()?.id !== props.id ? "ring-2 ring-accent" : ""} ${mine() && dragged()?.id === props.id ? "opacity-50" : ""}`}
      onDragOver={(event) => {
        if (!mine()) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(props.id);
      }}
      onDrop={(event) => {
        const of = dragged();
        if (!mine() || !of) return;
        event.preventDefault();
        event.stopPropagation();
        props.onDrop(of.id, props.at);
        setDragged(null);
        setOver(null);
      }}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        event.stopPropagation();
        props.onMove(event.key === "ArrowUp" ? -1 : 1);
      }}
    >
      {props.children}
    </li>
  );
}
