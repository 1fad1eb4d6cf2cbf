import { createMemo, Match, Show, Switch } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import HistoryIcon from "lucide-solid/icons/file-clock";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { sheetHistoryWords, writeAuthor, writeMoment, writeStop } from "#words/sheet-history.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn } from "./column.ts";
import { useGrid } from "./grid-state.ts";
import { useRestore } from "./time-actions.ts";
import { TimeSlider } from "./time-slider.tsx";
import { useTime } from "./time-state.ts";

/** Over the grid while history is open: which moment is shown, the way back, what can be restored, and the slider. */
export function TimeBar() {
  const time = useTime();
  const grid = useGrid();
  const restore = useRestore();
  const w = useWords(sheetHistoryWords);
  const { language } = useLanguage();
  const moment = () => time.past()?.moment ?? null;
  const what = () => {
    const stop = time.stop();
    if (!stop || stop.upto !== moment()?.id) return "";
    return w().band.by(stop.person?.name ?? w().nobody, writeStop(stop, language()));
  };
  // what changed may be far from what is in sight: one after the other
  const changedCells = createMemo(() => {
    const past = grid.past();
    const columns = grid.view.columns().filter((column) => isCellColumn(column));
    return past
      ? past.order.flatMap((rowId) => columns.filter((column) => past.changed(rowId, column)).map((column) => ({ rowId, column })))
      : [];
  });
  const goToChanged = () => {
    const { rowId, column } = grid.cursor.head();
    const at = changedCells().findIndex((one) => one.rowId === rowId && one.column === column);
    const next = changedCells()[(at + 1) % changedCells().length];
    if (next) grid.cursor.goTo(next);
  };
  const title = () => {
    if (!time.traveling()) return w().band.now;
    const then = moment();
    if (then) return w().band.past(writeMoment(then.at, language()));
    return time.past() ? w().band.before : w().band.loading;
  };
  return (
    <section
      aria-label={w().band.label}
      class="flex flex-col gap-1 rounded-lg border px-3 pt-2 pb-1.5"
      classList={{ "border-info/40 bg-info-soft": time.traveling(), "border-line bg-raised": !time.traveling() }}
    >
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span class="shrink-0 max-sm:hidden" classList={{ "text-info": time.traveling(), "text-muted": !time.traveling() }}>
          <HistoryIcon size={17} aria-hidden="true" />
        </span>
        <div class="min-w-56 flex-[1_1_24rem]">
          <p class="text-sm font-semibold text-balance" role="status">
            {title()}
          </p>
          <p class="text-xs text-muted">
            <Show when={time.traveling()} fallback={w().band.hint}>
              <Show when={what()} fallback={w().band.marked}>
                {what()}
              </Show>
            </Show>
          </p>
        </div>
        <div class="-m-1 flex items-center gap-2 p-1 max-md:w-full max-md:overflow-x-auto md:flex-wrap [&>*]:shrink-0">
          <IconButton
            size="sm"
            label={w().slider.older}
            keys="←"
            icon={<ChevronLeft size={16} aria-hidden="true" />}
            onClick={() => void time.step(-1)}
          />
          <IconButton
            size="sm"
            label={w().slider.newer}
            keys="→"
            disabled={!time.traveling()}
            icon={<ChevronRight size={16} aria-hidden="true" />}
            onClick={() => void time.step(1)}
          />
          <Show when={grid.past() && changedCells().length > 0}>
            <Button size="sm" kind="quiet" onClick={goToChanged}>
              {w().band.goToChanged(changedCells().length)}
            </Button>
          </Show>
          <Show when={time.traveling() && restore.may()}>
            <Button
              size="sm"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              disabled={restore.cells() === 0}
              onClick={() => restore.selection()}
            >
              {w().restore.selection(restore.cells())}
            </Button>
            <Button size="sm" disabled={!restore.differs()} onClick={() => restore.sheet()}>
              {w().restore.sheet}
            </Button>
          </Show>
          <Show when={time.traveling()}>
            <Button size="sm" kind="primary" keys="Esc" class="max-md:order-first max-md:[&_kbd]:hidden" onClick={() => time.present()}>
              {w().band.back}
            </Button>
          </Show>
        </div>
      </div>
      <TimeSlider />
      <Show when={time.error()}>
        <Notice kind="danger">{w().band.failed}</Notice>
      </Show>
      <Show when={grid.past()}>
        <ActiveCell />
      </Show>
    </section>
  );
}

/** Who wrote the cell the cursor is on, and when: as text, for those who do not hover. */
function ActiveCell() {
  const grid = useGrid();
  const w = useWords(sheetHistoryWords);
  const sheetWords = useWords(worksheetWords);
  const { language } = useLanguage();
  const cell = createMemo(() => {
    const past = grid.past();
    const { rowId, column } = grid.cursor.head();
    if (!past || !isCellColumn(column)) return null;
    const index = grid.view.indexOf(rowId);
    if (index < 0) return null;
    return {
      name: w().band.cell(sheetWords().columns[column], sheetWords().row.number(index + 1)),
      text: past.cells.get(rowId)?.[column] ?? "",
      author: past.authorOf(rowId, column),
    };
  });
  return (
    <p class="flex min-h-5 min-w-0 items-baseline gap-x-2 text-xs text-muted">
      <Show when={cell()}>
        {(one) => (
          <>
            <span class="shrink-0 font-medium text-ink">{one().name}</span>
            <Switch>
              <Match when={one().text !== ""}>
                <span class="min-w-0 truncate text-ink">{one().text.replaceAll("\n", " ⏎ ")}</span>
              </Match>
              <Match when={one().author}>{w().band.emptied}</Match>
            </Switch>
            <span class="shrink-0">
              <Show when={one().author} fallback={w().band.neverWritten}>
                {(author) => <>{writeAuthor(author(), language())}</>}
              </Show>
            </span>
          </>
        )}
      </Show>
    </p>
  );
}
