import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { importFields, type Outcome } from "#domain/catalogue-import.ts";
import { api, refusalIn, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DataList } from "#ui/parts/data-list.tsx";
import { FileDrop } from "#ui/parts/file-drop.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Progress } from "#ui/parts/progress.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { problemSentence } from "#words/problem.ts";

type Checked = Outputs["catalogue"]["checkImport"];
type Line = Checked["lines"][number];
const outcomes: readonly Outcome[] = ["new", "changed", "refused", "unchanged"];
const hues: Record<Outcome, string> = {
  new: "bg-done-soft text-done",
  changed: "bg-info-soft text-info",
  refused: "bg-danger-soft text-danger",
  unchanged: "bg-st-new-soft text-st-new",
};

/** `/milieux/importer`: a file of places is read, shown line by line, then committed at once or not at all. */
export function ImportScreen() {
  const w = useWords(catalogueWords);
  const failure = useFailure();
  const navigate = useNavigate();
  const [checked, setChecked] = createSignal<Checked | null>(null);
  const [file, setFile] = createSignal<File | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);

  const check = async (of: File) => {
    setFile(of);
    setBusy(true);
    setRefused(null);
    const form = new FormData();
    form.set("file", of);
    try {
      setChecked(await api.catalogue.checkImport.mutate(form));
    } catch (error) {
      setChecked(null);
      setRefused(failure.sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const commit = async (of: Checked) => {
    setBusy(true);
    setRefused(null);
    try {
      const lines = of.lines.map(({ number, texts }) => ({ number, texts: importFields.map((field) => texts[field]) }));
      const { counts } = await api.catalogue.commitImport.mutate({ fileName: of.fileName, digest: of.digest, lines });
      toast({ text: w().committed(counts.new, counts.changed) });
      navigate("/milieux");
    } catch (error) {
      const again = file();
      if (refusalIn(error)?.code === "import-changed" && again) {
        await check(again);
        setRefused(w().changedSince);
      } else setRefused(failure.sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Screen title={w().importTitle} crumbs={[{ label: w().title, href: "/milieux" }]} fill>
      <div class="flex min-h-0 flex-1 flex-col gap-4">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <Switch
          fallback={
            <div class="flex max-w-3xl flex-col gap-4">
              <p class="text-sm">{w().importIntro}</p>
              <FileDrop
                label={w().importFile}
                accept={[".csv", ".xlsx", ".docx"]}
                megabytes={10}
                disabled={busy()}
                onFile={(of) => void check(of)}
              />
              <p class="text-sm text-muted">{w().importColumns}</p>
            </div>
          }
        >
          <Match when={busy() && !checked()}>
            <div class="max-w-xl">
              <Progress label={w().reading} value={null} detail={file()?.name} />
            </div>
          </Match>
          <Match when={checked()}>
            {(of) => <Review checked={of()} busy={busy()} onCommit={() => void commit(of())} onAnother={() => setChecked(null)} />}
          </Match>
        </Switch>
      </div>
    </Screen>
  );
}

function Review(props: { checked: Checked; busy: boolean; onCommit(): void; onAnother(): void }) {
  const w = useWords(catalogueWords);
  const { language } = useLanguage();
  const [only, setOnly] = createSignal<Outcome | "all">("all");
  const counts = () => props.checked.counts;
  const rows = createMemo(() => props.checked.lines.filter(({ outcome }) => only() === "all" || outcome === only()));
  const toWrite = () => counts().new + counts().changed;
  const placeOf = ({ texts }: Line) =>
    [texts.agency, texts.site, texts.service, texts.destination].filter((part) => part !== "").join(" / ");
  const shown = (field: Line["changes"][number]["field"], text: string) =>
    field === "isUser" || field === "siteIsUser" || field === "serviceIsUser" ? (text === "O" ? w().yes : w().no) : text;
  const whatOf = (line: Line): string => {
    const problems = Object.entries(line.problems).map(
      ([field, problem]) => `${w().importField[field as keyof Line["problems"]]}\u00A0: ${problemSentence(problem, language())}`,
    );
    if (line.notYours) problems.push(w().notYours);
    if (problems.length > 0) return problems.join(" ");
    const parts = line.changes.map(({ field, before, after }) =>
      w().change(w().importField[field], shown(field, before), shown(field, after)),
    );
    if (line.creates.length > 0) parts.unshift(w().creates(line.creates.map((level) => w().createsLevel[level]).join(", ")));
    return parts.length === 0 ? w().nothing : parts.join(" · ");
  };
  return (
    <Show
      when={props.checked.missing.length === 0}
      fallback={
        <Notice kind="danger" title={w().missing} actions={<Button onClick={() => props.onAnother()}>{w().another}</Button>}>
          {w().missingText(props.checked.missing.map((field) => w().level[field]).join(", "))}
        </Notice>
      }
    >
      <div class="flex flex-wrap items-center gap-2">
        <span class="mr-2 text-sm font-medium">{props.checked.fileName}</span>
        <FilterChip label={w().all} count={props.checked.lines.length} on={only() === "all"} onClick={() => setOnly("all")} />
        <For each={outcomes}>
          {(outcome) => (
            <FilterChip label={w().outcome[outcome]} count={counts()[outcome]} on={only() === outcome} onClick={() => setOnly(outcome)} />
          )}
        </For>
        <span class="flex-1" />
        <Button kind="quiet" disabled={props.busy} onClick={() => props.onAnother()}>
          {w().another}
        </Button>
        <Button kind="primary" pending={props.busy} disabled={toWrite() === 0} onClick={() => props.onCommit()}>
          {w().commit(toWrite())}
        </Button>
      </div>
      <Show when={counts().refused > 0}>
        <Notice kind="warn" quiet>
          {w().refusedStay(counts().refused)}
        </Notice>
      </Show>
      <DataList
        label={w().importTitle}
        rows={rows()}
        rowKey={(line) => String(line.number)}
        rowLabel={(line) => placeOf(line)}
        columns={[
          { key: "number", header: w().row, cell: (line) => line.number, width: "w-16", align: "end" },
          {
            key: "state",
            header: w().state,
            cell: (line) => (
              <span class={`rounded-sm px-1.5 py-0.5 text-xs font-semibold ${hues[line.outcome]}`}>{w().outcomeOne[line.outcome]}</span>
            ),
            width: "w-28",
          },
          { key: "place", header: w().place, cell: (line) => <span title={placeOf(line)}>{placeOf(line)}</span> },
          { key: "what", header: w().what, cell: (line) => <span title={whatOf(line)}>{whatOf(line)}</span>, from: "sm" },
        ]}
      />
    </Show>
  );
}

function FilterChip(props: { label: string; count: number; on: boolean; onClick(): void }) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      onClick={() => props.onClick()}
      class="inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium"
      classList={{
        "border-accent bg-accent-soft text-accent": props.on,
        "border-line-strong text-muted hover:bg-hover hover:text-ink": !props.on,
      }}
    >
      {props.label}
      <span class="tabular-nums">{props.count}</span>
    </button>
  );
}
