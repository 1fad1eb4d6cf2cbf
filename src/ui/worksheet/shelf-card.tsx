import { Show, type JSX } from "solid-js";
import Lock from "lucide-solid/icons/lock";
import type { Shelved, ShelfChoice, ShelfValue } from "#domain/shelf.ts";
import { isColumn, type Column } from "#domain/worksheet.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { shelfWords } from "#words/shelf.ts";
import { writeInstant } from "#words/words.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { useGrid } from "./grid-state.ts";
import { writeCell } from "./shown.ts";
import { useTime } from "./time-state.ts";

/** One cell of which two values are known: who wrote which, when, and what can be done. */
export function ShelfCard(props: {
  item: Shelved;
  may: boolean;
  takeable: boolean;
  ticked: boolean;
  onTick: ((on: boolean) => void) | undefined;
  onSettle(keep: ShelfChoice): void;
}) {
  const grid = useGrid();
  const time = useTime();
  const w = useWords(shelfWords);
  const sheetWords = useWords(worksheetWords);
  const { language } = useLanguage();
  const column = (): Column | null => (isColumn(props.item.column) ? props.item.column : null);
  const index = () => grid.present.order().indexOf(props.item.rowId);
  const request = () => grid.requestOf(props.item.rowId);
  const held = () => !props.takeable && request() !== undefined;
  const where = () => {
    const row = index() < 0 ? w().rowGone : sheetWords().row.number(index() + 1);
    const name = column();
    return name ? `${sheetWords().columns[name]}, ${row}` : row;
  };
  const place = () => {
    const { site, service, destination } = grid.present.peek(props.item.rowId);
    return [site, service, destination].filter(Boolean).join(" / ");
  };
  const text = (value: ShelfValue) => {
    const name = column();
    return name ? writeCell(name, value.text, language()) : value.text;
  };
  const go = () => {
    if (time.traveling()) time.present();
    grid.cursor.goTo({ rowId: props.item.rowId, column: column() ?? "agency" });
    grid.element()?.focus({ preventScroll: true });
  };
  /** Two values of one cell, each with its button; what is about the row has its buttons under it. */
  const isPair = () => column() !== null;
  /** What each button does, in the words of what it is about: a cell, a row removed, a removal wanted. */
  const say = () => {
    const { shown, shelved, reason } = props.item;
    if (column())
      return {
        keep: text(shown) === "" ? w().keepEmpty : w().keepShown(text(shown)),
        take: text(shelved) === "" ? w().takeEmpty : w().take(text(shelved)),
      };
    return reason === "unaware" ? { keep: w().keepRemoved, take: w().bringBack } : { keep: w().keepRow, take: w().remove };
  };
  return (
    <li
      data-shelved={props.item.id}
      tabindex={-1}
      aria-label={where()}
      class="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3 text-sm outline-none focus-visible:ring-3 focus-visible:ring-focus/50"
    >
      <div class="flex items-start gap-2">
        <Show when={props.onTick}>
          {(onTick) => (
            <input
              type="checkbox"
              class="tick mt-0.5 shrink-0"
              checked={props.ticked}
              aria-label={w().choose(where())}
              onChange={(event) => onTick()(event.currentTarget.checked)}
            />
          )}
        </Show>
        <p class="min-w-0 flex-1 font-semibold">{where()}</p>
        <Show when={index() >= 0}>
          <Button size="sm" kind="quiet" class="-my-1 -mr-1" onClick={go}>
            {w().go}
          </Button>
        </Show>
      </div>
      <Show when={place()}>
        <p class="-mt-1.5 text-xs text-muted">{place()}</p>
      </Show>
      <Show when={held()}>
        <p class="flex gap-2 rounded-md bg-warn-soft px-2 py-1.5 text-xs">
          <Lock size={13} class="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
          <span>
            <b class="font-semibold">{w().held}</b>
            {". "}
            <Show when={request()}>{(one) => <>{w().heldText(one().reference)}</>}</Show>
          </span>
        </p>
      </Show>
      <Show when={props.item.reason === "row-has-request" && props.takeable}>
        <p class="text-xs text-muted">{w().free}</p>
      </Show>
      <Show when={column() && props.item.reason === "unaware" && props.takeable}>
        <p class="text-xs font-medium">{w().question}</p>
      </Show>
      <Values
        item={props.item}
        text={text}
        keep={
          <Show when={props.may && isPair() && !held()}>
            <Button size="sm" class="self-center" aria-label={say().keep} onClick={() => props.onSettle("shown")}>
              {w().keep}
            </Button>
          </Show>
        }
        take={
          <Show when={props.may && isPair() && props.takeable}>
            <Button size="sm" class="self-center" aria-label={say().take} onClick={() => props.onSettle("shelved")}>
              {w().takeIt}
            </Button>
          </Show>
        }
      />
      <Show when={props.may && (held() || !isPair())}>
        <div class="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => props.onSettle("shown")}>
            {isPair() ? w().leave : say().keep}
          </Button>
          <Show when={!isPair() && props.takeable}>
            <Button size="sm" onClick={() => props.onSettle("shelved")}>
              {say().take}
            </Button>
          </Show>
          <Show when={held() ? request() : null}>
            {(one) => (
              <ButtonLink size="sm" kind="quiet" href={`/sorties/${one().requestId}`}>
                {w().openRequest}
              </ButtonLink>
            )}
          </Show>
        </div>
      </Show>
    </li>
  );
}

/** Both values with person and time; the shown one first. */
function Values(props: { item: Shelved; text(value: ShelfValue): string; keep: JSX.Element; take: JSX.Element }) {
  const w = useWords(shelfWords);
  const name = (value: ShelfValue) => value.person?.name ?? w().nobody;
  const isCell = () => props.item.column !== "deletedAt";
  const verb = (value: ShelfValue, which: ShelfChoice): string => {
    if (!isCell() && props.item.reason === "unaware") return which === "shown" ? w().removed(name(value)) : w().wroteInRow(name(value));
    if (!isCell()) return w().wantedRemoved(name(value));
    if (props.item.reason === "row-has-request") return which === "shown" ? w().insteadOf : w().proposed(name(value));
    return value.text === "" ? w().emptied(name(value)) : w().wrote(name(value));
  };
  return (
    <div class="grid gap-1.5">
      <Show when={isCell() || props.item.reason === "unaware"}>
        <One value={props.item.shown} verb={verb(props.item.shown, "shown")} text={isCell() ? props.text(props.item.shown) : null} shown>
          {props.keep}
        </One>
      </Show>
      <One
        value={props.item.shelved}
        verb={verb(props.item.shelved, "shelved")}
        text={isCell() || props.item.reason === "unaware" ? props.text(props.item.shelved) : null}
      >
        {props.take}
      </One>
    </div>
  );
}

function One(props: { value: ShelfValue; verb: string; text: string | null; shown?: boolean; children: JSX.Element }) {
  const w = useWords(shelfWords);
  const { language } = useLanguage();
  return (
    <div class="flex items-start gap-2 rounded-md px-2 py-1.5" classList={{ "bg-accent-soft": props.shown, "bg-sunken": !props.shown }}>
      <Show when={props.value.person} fallback={<span class="size-5 shrink-0" aria-hidden="true" />}>
        {(person) => (
          <span aria-hidden="true">
            <Avatar size="sm" name={person().name} colour={colourOf(person().id)} />
          </span>
        )}
      </Show>
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
          <span>{props.verb}</span>
          <Show when={props.value.at}>
            {(at) => (
              <time datetime={at()} class="tabular-nums">
                {writeInstant(at(), language(), new Date())}
              </time>
            )}
          </Show>
          <Show when={props.shown && props.text !== null}>
            <span class="rounded-full bg-surface px-1.5 font-medium text-accent">{w().shown}</span>
          </Show>
        </p>
        <Show when={props.text !== null}>
          <p class="font-semibold [overflow-wrap:anywhere] whitespace-pre-wrap">
            {props.text === "" ? <span class="font-normal text-muted">{w().empty}</span> : props.text}
          </p>
        </Show>
      </div>
      {props.children}
    </div>
  );
}
