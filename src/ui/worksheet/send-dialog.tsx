import { createMemo, createSignal, For, Show } from "solid-js";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import { missingPlace } from "#domain/request.ts";
import type { Problem, Refusal } from "#domain/refusal.ts";
import { stops } from "#domain/row-check.ts";
import type { Column } from "#domain/worksheet.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { problemSentence } from "#words/problem.ts";
import { refusalSentence } from "#words/refusal.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { placesIn } from "./count.ts";
import { useGrid } from "./grid-state.ts";
import { HoldNotice } from "./hold-notice.tsx";

type Outcome = Awaited<ReturnType<typeof api.worksheet.send.mutate>>;
interface Line {
  rowId: string;
  /** Why it stays; empty when it goes. */
  reasons: string[];
}

/** As many rows as one command takes. */
const atOnce = 2_000;

/** What goes and what stays, by name, before; what went and what was refused, after (F-109, F-124). */
export function SendDialog(props: {
  worksheetId: string;
  rowIds: readonly string[];
  copy: boolean;
  unsaved: boolean;
  onSent(): void;
  onClose(): void;
}) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [sending, setSending] = createSignal(false);
  const [outcome, setOutcome] = createSignal<Outcome | null>(null);
  const say = () => w().send;

  const reasonsOf = (rowId: string): string[] => {
    const request = grid.requestOf(rowId);
    const found = grid.check
      .findings(rowId)
      .filter((one) => stops(one, !props.copy))
      .map(({ problem }) => problemSentence(problem, language()));
    if (request)
      return request.status === "new" && !props.copy
        ? found
        : [refusalSentence({ code: "row-has-request", reference: request.reference }, language())];
    const read = grid.read(rowId);
    const problems = Object.entries(read.problems).map(
      ([column, problem]) => `${w().columns[column as Column]}\u00A0: ${problemSentence(problem, language())}`,
    );
    problems.push(...found);
    const { agencyId: receivingId, ...place } = read.place;
    const missing =
      props.copy || Object.keys(read.problems).some((column) => column in w().columns && ["agency", "site", "service"].includes(column))
        ? []
        : missingPlace({ receivingId, ...place });
    return missing.length > 0 ? [...problems, say().missingPlace(missing.map((part) => say()[part]).join(", "))] : problems;
  };
  const lines = createMemo(() => props.rowIds.map((rowId): Line => ({ rowId, reasons: reasonsOf(rowId) })));
  const going = () => lines().filter(({ reasons }) => reasons.length === 0);
  const staying = () => lines().filter(({ reasons }) => reasons.length > 0);
  // sent a moment ago, its row has a request: that is no refusal
  const stayed = () =>
    staying().filter(({ rowId }) => ![...(outcome()?.done ?? []), ...(outcome()?.refused ?? [])].some((one) => one.rowId === rowId));
  const nameOf = (rowId: string): string => {
    const place = (["site", "service", "destination"] as const).map((column) => grid.textOf(rowId, column)).filter((part) => part !== "");
    const name = place.length > 0 ? place.join(" / ") : grid.textOf(rowId, "agency");
    return `${w().row.number(grid.sheet.order().indexOf(rowId) + 1)}, ${name === "" ? w().row.blank : name}`;
  };
  const placesOf = (rowId: string) => say().places(grid.requestOf(rowId)?.places ?? placesIn(grid.read(rowId)));
  const refusedWords = (of: { refusal: Refusal; problems: Partial<Record<Column, Problem>> }): string => {
    const problems = Object.entries(of.problems).map(
      ([column, problem]) => `${w().columns[column as Column]}\u00A0: ${problemSentence(problem, language())}`,
    );
    return problems.length > 0 ? problems.join(" ") : refusalSentence(of.refusal, language());
  };

  const send = async () => {
    setSending(true);
    try {
      const rowIds = going().map(({ rowId }) => rowId);
      for (let at = 0; at < rowIds.length; at += atOnce) {
        const input = { worksheetId: props.worksheetId, rowIds: rowIds.slice(at, at + atOnce) };
        const { done, refused } = await (props.copy ? api.worksheet.copyToOutbox.mutate(input) : api.worksheet.send.mutate(input));
        // what went is said even if the rest does not
        setOutcome((before) => ({ done: [...(before?.done ?? []), ...done], refused: [...(before?.refused ?? []), ...refused] }));
        props.onSent();
      }
    } catch (error) {
      failure.tell(error);
    } finally {
      setSending(false);
    }
  };
  const go = (rowId: string) => {
    props.onClose();
    grid.cursor.goTo({ rowId, column: "agency" });
    queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      size="md"
      title={
        outcome()
          ? say().resultTitle
          : going().length === 0
            ? say().nothing
            : props.copy
              ? say().titleCopy(going().length)
              : say().title(going().length)
      }
      text={outcome() || going().length === 0 ? undefined : props.copy ? say().textCopy : say().text}
      actions={
        <Show
          when={outcome()}
          fallback={
            <>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {say().close}
              </Button>
              <Show when={going().length > 0}>
                <Button kind="primary" pending={sending()} disabled={props.unsaved} onClick={() => void send()}>
                  {props.copy ? say().confirmCopy(going().length) : say().confirm(going().length)}
                </Button>
              </Show>
            </>
          }
        >
          <ButtonLink href="/sorties">{say().outbox}</ButtonLink>
          <Button kind="primary" onClick={() => props.onClose()}>
            {say().close}
          </Button>
        </Show>
      }
    >
      <Show
        when={outcome()}
        fallback={
          <div class="flex flex-col gap-4 text-sm">
            <Show when={props.unsaved}>
              <Notice kind="warn">{say().unsaved}</Notice>
            </Show>
            <Show when={!props.copy}>
              <HoldNotice worksheetId={props.worksheetId} />
            </Show>
            <Show when={going().length > 0}>
              <section>
                <h3 class="mb-1 font-semibold">{say().goes(going().length)}</h3>
                <ul class="divide-y divide-line rounded-lg border border-line">
                  <For each={going()}>
                    {({ rowId }) => (
                      <li class="flex items-baseline gap-3 px-3 py-1.5">
                        <span class="min-w-0 flex-1">{nameOf(rowId)}</span>
                        <span class="shrink-0 text-muted">{placesOf(rowId)}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
            <Show when={staying().length > 0}>
              <section>
                <h3 class="mb-1 flex items-center gap-1.5 font-semibold text-danger">
                  <CircleAlert size={15} aria-hidden="true" />
                  {say().stays(staying().length)}
                </h3>
                <ul class="divide-y divide-line rounded-lg border border-line">
                  <For each={staying()}>
                    {({ rowId, reasons }) => (
                      <li class="px-3 py-1.5">
                        <button
                          type="button"
                          class="min-h-6 text-left font-medium hover:underline"
                          title={say().go}
                          onClick={() => go(rowId)}
                        >
                          {nameOf(rowId)}
                        </button>
                        <For each={reasons}>{(reason) => <p class="text-muted">{reason}</p>}</For>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
          </div>
        }
      >
        {(answer) => (
          <div class="flex flex-col gap-4 text-sm">
            <Show when={answer().done.length > 0}>
              <section>
                <h3 class="mb-1 flex items-center gap-1.5 font-semibold text-done">
                  <CircleCheck size={15} aria-hidden="true" />
                  {props.copy ? say().doneCopy(answer().done.length) : say().done(answer().done.length)}
                </h3>
                <ul class="divide-y divide-line rounded-lg border border-line">
                  <For each={answer().done}>
                    {(one) => (
                      <li class="flex items-center gap-3 px-3 py-1.5">
                        <span class="min-w-0 flex-1">{nameOf(one.rowId)}</span>
                        <span class="text-muted">{one.reference}</span>
                        <Show when={one.status !== "hidden" ? one.status : null}>{(status) => <StatusChip status={status()} />}</Show>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
            <Show when={answer().refused.length + stayed().length > 0}>
              <section>
                <h3 class="mb-1 flex items-center gap-1.5 font-semibold text-danger">
                  <CircleAlert size={15} aria-hidden="true" />
                  {say().refused(answer().refused.length + stayed().length)}
                </h3>
                <ul class="divide-y divide-line rounded-lg border border-line">
                  <For each={answer().refused}>
                    {(one) => (
                      <li class="px-3 py-1.5">
                        <p class="font-medium">{nameOf(one.rowId)}</p>
                        <p class="text-muted">{refusedWords(one)}</p>
                      </li>
                    )}
                  </For>
                  <For each={stayed()}>
                    {({ rowId, reasons }) => (
                      <li class="px-3 py-1.5">
                        <p class="font-medium">{nameOf(rowId)}</p>
                        <For each={reasons}>{(reason) => <p class="text-muted">{reason}</p>}</For>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
          </div>
        )}
      </Show>
    </Dialog>
  );
}
