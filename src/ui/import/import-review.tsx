import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import FileDown from "lucide-solid/icons/file-down";
import { api, refusalIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Progress } from "#ui/parts/progress.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { download } from "#ui/student/download.ts";
import { importWords } from "#words/import.ts";
import { writeNumber } from "#words/words.ts";
import { ImportColumns } from "./import-columns.tsx";
import { ImportDone } from "./import-done.tsx";
import { ImportRow } from "./import-row.tsx";
import { useImport, type Preview, type Showing, type TakenField } from "./use-import.ts";

const showings = ["all", "new", "changed", "unchanged", "refused", "skipped", "warnings", "enrol"] as const satisfies Showing[];

const sizeOf = (show: Showing, { counts }: Preview): number =>
  show === "all" ? counts.rows : show === "enrol" ? counts.enrol + counts.askAgain : counts[show];

/** What most needs a person's eye, shown first. */
const firstShowing = (of: Preview): Showing => (["refused", "changed", "warnings"] as const).find((show) => sizeOf(show, of) > 0) ?? "all";

/** The review of a list: what was found, the columns, every row with its outcome, and the one button that writes it. */
export function ImportReview(props: { id: string; back: string }) {
  const w = useWords(importWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams<{ voir?: string }>();
  const [auto, setAuto] = createSignal<Showing>("all");
  const show = (): Showing => showings.find((one) => one === search.voir) ?? auto();
  const state = useImport({ id: () => props.id, show });
  const [busy, setBusy] = createSignal(false);
  // Open by itself when a column is missing; then as the person left it, whatever arrives meanwhile.
  const [columnsOpen, setColumnsOpen] = createSignal<boolean | null>(null);
  // Chosen once, from the first reading: rows do not move away while they are being corrected.
  let chosen = false;
  createEffect(
    on(state.head, (head) => {
      if (!head || chosen) return;
      chosen = true;
      setAuto(firstShowing(head));
    }),
  );
  const status = () => (busy() ? "committing" : state.head()?.status);
  const progress = useQuery(() => ({
    queryKey: ["student", "import", "progress", props.id],
    queryFn: () => api.studentImport.progress.query({ id: props.id }),
    enabled: status() === "committing",
    refetchInterval: 300,
  }));
  // Come back to while it was being written, or left open in another tab: the page turns when it is done.
  createEffect(
    on(
      () => progress.data?.status,
      (now) => {
        if (now !== undefined && now !== "committing") void state.refresh();
      },
      { defer: true },
    ),
  );
  const commit = async () => {
    const head = state.head();
    if (!head) return;
    setBusy(true);
    try {
      await api.studentImport.commit.mutate({ id: props.id, stamp: head.stamp, seenAt: head.seenAt });
      announce(w().doneHeading);
    } catch (error) {
      failure.tell(error);
    } finally {
      await state.refresh();
      setBusy(false);
    }
  };
  const discard = () =>
    api.studentImport.discard.mutate({ id: props.id }).then(() => {
      toast({ text: w().discarded });
      navigate(props.back);
    }, failure.tell);
  const report = (format: "csv" | "xlsx") => api.studentImport.report.query({ id: props.id, format }).then(download, failure.tell);
  const missing = () => refusalIn(state.preview.error)?.code === "not-found";
  return (
    <Show
      when={!state.preview.isError}
      fallback={missing() ? <Notice kind="warn">{w().expired}</Notice> : <Mishap error={state.preview.error} />}
    >
      <Show when={state.head()} fallback={<Skeleton rows={10} />}>
        {(head) => (
          <Show when={status() !== "done"} fallback={<ImportDone of={head()} back={props.back} />}>
            <div class="flex flex-1 flex-col gap-5">
              <Found of={head()} onSheet={(sheet) => void state.chooseSheet(sheet)} />
              <details
                class="rounded-lg border border-line bg-surface"
                open={columnsOpen() ?? head().missing.length > 0}
                onToggle={(event) => setColumnsOpen(event.currentTarget.open)}
              >
                <summary class="cursor-pointer px-4 py-2.5 text-sm font-semibold">{w().columns}</summary>
                <div class="border-t border-line p-4">
                  <ImportColumns of={head()} state={state} />
                </div>
              </details>
              <Show when={head().missing.length === 0}>
                <section aria-label={w().review} class="flex flex-col gap-3">
                  <div role="group" aria-label={w().show} class="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
                    <For each={showings.filter((one) => one === "all" || sizeOf(one, head()) > 0 || one === show())}>
                      {(one) => (
                        <button
                          type="button"
                          class={`inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2.5 text-sm ${show() === one ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`}
                          aria-pressed={show() === one}
                          onClick={() => setSearch({ voir: one }, { replace: true, scroll: false })}
                        >
                          {w().shows[one]}
                          <span class="text-muted tabular-nums">{writeNumber(sizeOf(one, head()), language())}</span>
                        </button>
                      )}
                    </For>
                  </div>
                  <Show when={head().open.length > 0 || head().take.length > 0}>
                    <Notice
                      kind="info"
                      quiet
                      actions={
                        <For each={head().open}>
                          {(one) => (
                            <Button size="sm" onClick={() => void state.take([...(head().take as TakenField[]), one.field as TakenField])}>
                              {w().takeAll(one.count, w().changeFields[one.field])}
                            </Button>
                          )}
                        </For>
                      }
                    >
                      {w().takeAllLead}
                    </Notice>
                  </Show>
                  <ul class="overflow-hidden rounded-lg border border-line bg-surface">
                    <For each={state.rows()} fallback={<li class="px-4 py-8 text-center text-sm text-muted">{w().noRows}</li>}>
                      {(row) => <ImportRow row={row} state={state} locked={status() !== "reviewing"} />}
                    </For>
                  </ul>
                  <Pager
                    shown={state.rows().length}
                    total={head().shown}
                    more={state.preview.hasNextPage}
                    pending={state.preview.isFetchingNextPage}
                    onMore={() => void state.preview.fetchNextPage()}
                  />
                </section>
              </Show>
              <div class="sticky bottom-0 z-10 -mx-4 mt-auto -mb-4 flex flex-wrap items-center gap-3 border-t border-line bg-surface px-4 py-3 md:-mx-6 md:px-6">
                <Show
                  when={status() === "committing"}
                  fallback={
                    <>
                      <p class="min-w-60 flex-1 text-sm" aria-live="polite">
                        {w().commitSummary(head().counts)}
                      </p>
                      <Button kind="quiet" onClick={() => void discard()}>
                        {w().discard}
                      </Button>
                      <Menu
                        kind="plain"
                        side="top-start"
                        trigger={
                          <>
                            <FileDown size={15} aria-hidden="true" />
                            {w().report}
                          </>
                        }
                        items={[
                          { id: "xlsx", label: w().reportXlsx, hint: w().reportXlsxHint, run: () => void report("xlsx") },
                          { id: "csv", label: w().reportCsv, hint: w().reportCsvHint, run: () => void report("csv") },
                        ]}
                      />
                      <Button
                        kind="primary"
                        disabled={head().counts.writes === 0 || head().missing.length > 0}
                        onClick={() => void commit()}
                      >
                        {w().commit(head().counts.writes)}
                      </Button>
                    </>
                  }
                >
                  <div class="flex-1">
                    <Progress label={w().committing} value={(progress.data?.progress ?? 0) / 100} detail={w().canLeave} />
                  </div>
                </Show>
              </div>
            </div>
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** What the reader of files found by itself, so that a wrong guess is seen; rows that are no students are named. */
function Found(props: { of: Preview; onSheet(sheet: string): void }) {
  const w = useWords(importWords);
  const facts = () => {
    const { table } = props.of;
    return [
      w().kinds[table.kind],
      ...(table.encoding ? [w().encodings[table.encoding]] : []),
      ...(table.separator ? [w().separators[table.separator]] : []),
      w().headerAt(table.headerNumber),
    ].join(", ");
  };
  return (
    <div class="flex flex-col gap-2">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p class="text-sm">
          <strong class="font-semibold break-all">{props.of.fileName}</strong>
          <span class="ml-2 text-muted">{facts()}</span>
        </p>
        <Show when={props.of.table.sheetNames.length > 1}>
          <label class="flex items-center gap-2 text-sm">
            {w().sheet}
            <Select
              class="w-48"
              value={props.of.table.sheetName ?? ""}
              onChange={props.onSheet}
              options={props.of.table.sheetNames.map((name) => ({ value: name, label: name }))}
            />
          </label>
        </Show>
      </div>
      <Show when={props.of.table.setAside.length > 0}>
        <details class="text-sm">
          <summary class="w-fit cursor-pointer text-muted">{w().setAsideTitle(props.of.table.setAside.length)}</summary>
          <ul class="mt-1 flex flex-col gap-0.5 pl-4">
            <For each={props.of.table.setAside}>
              {(aside) => (
                <li class="text-muted">
                  {w().row} <span class="tabular-nums">{aside.number}</span>, {w().asideReasons[aside.why]}
                  <Show when={aside.text !== ""}>{` : ${aside.text}`}</Show>
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
    </div>
  );
}
