import { createMemo, createSignal, Show } from "solid-js";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { copyFamilies, planCopy, rowKey, usualFamilies, type CopyChoices, type CopyFamily } from "#domain/sheet-copy.ts";
import { isBlank } from "#domain/worksheet.ts";
import { answerOf } from "#ui/answer.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { planningWords } from "#words/planning.ts";
import { CopyOptions } from "./copy-choices.tsx";
import { useSourceRows, type CopySource } from "./copy-data.ts";
import { CopyPreview } from "./copy-preview.tsx";
import { CopySources, sourceName } from "./copy-sources.tsx";
import { placesIn } from "./count.ts";
import { appendRows } from "./append.ts";
import { mostRows, removeRows } from "./edit.ts";
import { useGrid } from "./grid-state.ts";

/** Takes rows of an earlier sheet, shown before they are added, as one action of this page (F-096 to F-101). */
export function CopyDialog(props: { onClose(): void }) {
  const [source, setSource] = createSignal<CopySource | null>(null);
  return (
    <Show when={source()} keyed fallback={<ChooseSource onChoose={setSource} onClose={props.onClose} />}>
      {(chosen) => <ChooseRows source={chosen} onBack={() => setSource(null)} onClose={props.onClose} />}
    </Show>
  );
}

function ChooseSource(props: { onChoose(source: CopySource): void; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(planningWords);
  return (
    <Dialog open onClose={props.onClose} size="lg" title={w().copy.title} text={w().copy.text}>
      <CopySources worksheetId={grid.worksheetId} onChoose={props.onChoose} />
    </Dialog>
  );
}

function ChooseRows(props: { source: CopySource; onBack(): void; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(planningWords);
  const { language } = useLanguage();
  const say = () => w().copy;
  // a sheet of which nothing was accepted yet opens on what it has
  const { counts } = props.source;
  const has = usualFamilies.some((family) => counts[family] > 0);
  const [families, setFamilies] = createSignal<CopyFamily[]>(has ? [...usualFamilies] : [...copyFamilies]);
  const [choices, setChoices] = createSignal<CopyChoices>({ schedule: "course", comment: "course" });
  const query = useSourceRows({ worksheetId: grid.worksheetId, sourceId: props.source.id, families });
  /** Ticks that somebody gave or took; the others are as the preview sets them. */
  const [touched, setTouched] = createSignal<ReadonlyMap<string, boolean>>(new Map());

  const here = createMemo(() => {
    grid.sheet.version();
    return grid.sheet
      .order()
      .filter((id) => grid.standing(id) !== "closed" && !isBlank(grid.sheet.peek(id)))
      .map((id) => rowKey(grid.sheet.peek(id), grid.peekRead(id)));
  });
  const lines = createMemo(() => {
    const found = answerOf(query);
    return found ? planCopy(found.rows, { source: found.course, facts: grid.facts(), choices: choices(), here: here() }) : [];
  });
  const ticked = createMemo(
    () =>
      new Set(
        lines()
          .filter((line) => touched().get(line.key) ?? !line.here)
          .map(({ key }) => key),
      ),
  );
  const chosen = createMemo(() => lines().filter(({ key }) => ticked().has(key)));
  const places = () => chosen().reduce((sum, { read }) => sum + placesIn(read), 0);
  const twins = () => lines().filter((line) => line.here && !ticked().has(line.key)).length;
  const room = () => mostRows - grid.sheet.order().length;

  const tick = (next: ReadonlySet<string>) => {
    const changed = new Map(touched());
    for (const { key } of lines()) if (next.has(key) !== ticked().has(key)) changed.set(key, next.has(key));
    setTouched(changed);
  };
  const add = () => {
    const added = appendRows(
      grid,
      chosen().map(({ cells }) => cells),
    );
    props.onClose();
    toast({ text: say().added(added.length), action: { label: say().undo, run: () => void removeRows(grid, added) } });
    const [first] = added;
    if (first) queueMicrotask(() => grid.cursor.goTo({ rowId: first, column: "agency" }));
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      size="lg"
      title={say().title}
      text={sourceName(props.source, language())}
      actions={
        <>
          <span class="mr-auto self-center text-sm text-muted" aria-live="polite">
            {say().summary(chosen().length, places())}
            <Show when={twins() > 0}> · {say().twins(twins())}</Show>
          </span>
          <Button icon={<ArrowLeft size={15} aria-hidden="true" />} onClick={() => props.onBack()}>
            {say().otherSource}
          </Button>
          <Button kind="primary" disabled={chosen().length === 0 || chosen().length > room() || query.isPlaceholderData} onClick={add}>
            {say().add(chosen().length)}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <CopyOptions source={props.source} families={families()} onFamilies={setFamilies} choices={choices()} onChoices={setChoices} />
        <Show when={chosen().length > room()}>
          <Notice kind="warn">{say().tooMany(room())}</Notice>
        </Show>
        <Show when={!query.isError} fallback={<Mishap error={query.error} />}>
          <CopyPreview lines={lines()} ticked={ticked()} onTick={tick} loading={query.isPending || query.isPlaceholderData} />
        </Show>
      </div>
    </Dialog>
  );
}
