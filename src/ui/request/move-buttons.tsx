import { For, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import type { SeenRequest } from "#domain/request-seen.ts";
import { useWords } from "#ui/language.tsx";
import { Button, type ButtonKind } from "#ui/parts/button.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { requestWords } from "#words/request.ts";
import { useActItems } from "./acts.ts";
import { AgainButton } from "./again-dialog.tsx";
import { useMoveWords, type MoveKey, type Moves } from "./moves.tsx";

const shown: MoveKey[] = ["send", "accept", "acceptForUnit", "decline", "declineForUnit", "redirect"];
const primary = new Set<MoveKey>(["send", "accept", "acceptForUnit"]);

/**
 * What can be done with these requests, as buttons; final acts and a unit's answer entered by its organisation wait in a
 * menu. With several, a button that not all of them can take says how many it takes.
 */
export function MoveButtons(props: {
  requests: readonly SeenRequest[];
  moves: Moves;
  size?: "sm" | "md";
  keys?: Partial<Record<MoveKey, string>>;
}) {
  const w = useWords(requestWords);
  const wordOf = useMoveWords();
  const actItems = useActItems();
  const side = () => props.requests[0]?.side ?? "placing";
  const able = (move: MoveKey) => props.requests.filter((one) => one.may[move]).length;
  const label = (move: MoveKey) => (props.requests.length > 1 ? w().count(wordOf(move, side()), able(move)) : wordOf(move, side()));
  // The organisation's own answer comes first; what it enters for a unit is rarer.
  const inMenu = (move: MoveKey) =>
    move === "cancel" || move === "discard" || (side() === "receiving" && (move === "acceptForUnit" || move === "declineForUnit"));
  const buttons = () => shown.filter((move) => able(move) > 0 && !inMenu(move));
  const kindOf = (move: MoveKey): ButtonKind => (primary.has(move) ? "primary" : "plain");
  const items = (): MenuItem[] => {
    const item = (move: MoveKey, danger = false): MenuItem[] =>
      able(move) > 0 ? [{ id: move, label: label(move), danger, run: () => props.moves.begin(move, props.requests) }] : [];
    const unit = side() === "receiving" ? [...item("acceptForUnit"), ...item("declineForUnit")] : [];
    const ends = [...item("cancel", true), ...item("discard", true)];
    const more = actItems(props.requests, props.moves.acts);
    return [
      ...more,
      ...(more.length > 0 && (unit.length > 0 || ends.length > 0) ? (["line"] as const) : []),
      ...(unit.length > 0 ? [{ heading: w().panel.unitAsked }, ...unit] : []),
      ...(unit.length > 0 && ends.length > 0 ? (["line"] as const) : []),
      ...ends,
    ];
  };
  return (
    <>
      <Show when={items().length > 0}>
        <Menu label={w().panel.more} size={props.size ?? "md"} trigger={<Ellipsis size={17} aria-hidden="true" />} items={items()} />
      </Show>
      <AgainButton requests={props.requests} acts={props.moves.acts} {...(props.size ? { size: props.size } : {})} />
      <For each={buttons().toReversed()}>
        {(move) => (
          <Button
            size={props.size ?? "md"}
            kind={kindOf(move)}
            pending={props.moves.pending() === move}
            {...(props.keys?.[move] ? { keys: props.keys[move] } : {})}
            onClick={() => props.moves.begin(move, props.requests)}
          >
            {label(move)}
          </Button>
        )}
      </For>
    </>
  );
}
