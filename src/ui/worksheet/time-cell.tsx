import { useInfiniteQuery } from "@tanstack/solid-query";
import { createMemo, For, Show } from "solid-js";
import FileClock from "lucide-solid/icons/file-clock";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { sheetHistoryWords, writeMoment } from "#words/sheet-history.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { Dock } from "./dock.tsx";
import { undo } from "./edit.ts";
import { useGrid } from "./grid-state.ts";
import { useRestore } from "./time-actions.ts";
import { useTime, type CellAt } from "./time-state.ts";

type Page = Outputs["sheetHistory"]["cell"];
type Value = Page["values"][number];

/** What one cell has held, with author and time; any of them can be taken back, as an edit of mine. */
export function CellPanel(props: { worksheetId: string; at: CellAt; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(sheetHistoryWords);
  const sheetWords = useWords(worksheetWords);
  const index = () => grid.present.order().indexOf(props.at.rowId);
  const values = useInfiniteQuery(() => ({
    queryKey: ["sheetHistory", "cell", props.worksheetId, props.at],
    queryFn: ({ pageParam }: { pageParam: number | null }) =>
      api.sheetHistory.cell.query({ worksheetId: props.worksheetId, ...props.at, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: Page) => page.next,
  }));
  const all = createMemo(() => (values.isSuccess ? values.data.pages.flatMap((page) => page.values) : []));
  const may = () => values.isSuccess && values.data.pages[0]?.may.restore === true && (grid.mayEdit() || grid.past() !== null);
  const held = () => (index() < 0 ? w().cell.gone : grid.standing(props.at.rowId) === "draft" ? "" : w().cell.locked);
  return (
    <Dock
      title={w().cell.title(sheetWords().columns[props.at.column])}
      aside={<span class="text-xs text-muted">{index() < 0 ? "" : sheetWords().row.number(index() + 1)}</span>}
      onClose={props.onClose}
    >
      <div class="flex flex-col gap-2 px-4 py-3">
        <Show when={held()}>
          <p class="text-xs text-muted">{held()}</p>
        </Show>
        <Show when={!values.isError} fallback={<Mishap error={values.error} />}>
          <Show when={values.isSuccess} fallback={<Skeleton rows={5} />}>
            <Show when={all().length > 0} fallback={<EmptyState icon={<FileClock size={22} />} title={w().cell.empty} class="py-8" />}>
              <ol aria-label={w().cell.list} class="flex flex-col">
                <For each={all()}>
                  {(value, at) => <ValueLine value={value} at={props.at} current={at() === 0} may={may() && held() === ""} />}
                </For>
              </ol>
              <Show when={values.hasNextPage}>
                <Button
                  size="sm"
                  kind="quiet"
                  class="self-start"
                  pending={values.isFetchingNextPage}
                  onClick={() => void values.fetchNextPage()}
                >
                  {w().cell.more}
                </Button>
              </Show>
            </Show>
          </Show>
        </Show>
      </div>
    </Dock>
  );
}

function ValueLine(props: { value: Value; at: CellAt; current: boolean; may: boolean }) {
  const grid = useGrid();
  const time = useTime();
  const restore = useRestore();
  const w = useWords(sheetHistoryWords);
  const sheetWords = useWords(worksheetWords);
  const { language } = useLanguage();
  const now = () => {
    grid.present.version();
    return grid.present.peek(props.at.rowId)[props.at.column] ?? "";
  };
  const take = () => {
    const text = props.value.text;
    if (!restore.value(props.at, text)) return;
    const mine = grid.undoManager.undoStack.at(-1);
    if (time.traveling()) time.present();
    toast({
      text: w().cell.taken,
      action: {
        label: w().restore.undo,
        run: () => {
          if (grid.undoManager.undoStack.at(-1) === mine) undo(grid, "undo");
          else toast({ kind: "info", text: sheetWords().toast.superseded });
        },
      },
    });
  };
  return (
    <li class="flex flex-col gap-1 border-b border-line/70 py-2 last:border-b-0">
      <p class="text-sm font-medium [overflow-wrap:anywhere] whitespace-pre-wrap">
        <Show when={props.value.text !== ""} fallback={<span class="font-normal text-muted">{w().cell.emptied}</span>}>
          {props.value.text}
        </Show>
      </p>
      <p class="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
        <Show when={props.value.person}>
          {(person) => (
            <span aria-hidden="true">
              <Avatar size="sm" name={person().name} colour={colourOf(person().id)} />
            </span>
          )}
        </Show>
        <span>{props.value.person?.name ?? w().nobody}</span>
        <time datetime={props.value.at}>{writeMoment(props.value.at, language())}</time>
        <Show when={props.current}>
          <span class="rounded-full bg-done-soft px-1.5 font-medium text-done">{w().cell.now}</span>
        </Show>
      </p>
      <div class="flex flex-wrap gap-1.5">
        <Show when={props.may && now() !== props.value.text}>
          <Button size="sm" aria-label={w().cell.takeLabel(props.value.text === "" ? w().cell.emptied : props.value.text)} onClick={take}>
            {w().cell.take}
          </Button>
        </Show>
        <Button size="sm" kind="quiet" onClick={() => time.go({ after: props.value.id })}>
          {w().cell.see}
        </Button>
      </div>
    </li>
  );
}
