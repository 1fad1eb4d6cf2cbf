import { A } from "@solidjs/router";
import { createEffect, on, Show } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import EyeOff from "lucide-solid/icons/eye-off";
import X from "lucide-solid/icons/x";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { LeftWords, useDueColumn } from "#ui/inbox/due-column.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DataList } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { StatusChip, type ShownStatus } from "#ui/parts/status-chip.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { PaperActions } from "#ui/print/paper-actions.tsx";
import { useColumns, useRowLabel } from "#ui/request/columns.tsx";
import { LookersProvider } from "#ui/request/look-mark.tsx";
import { MoveButtons } from "#ui/request/move-buttons.tsx";
import { RefusedNotice, type Moves } from "#ui/request/moves.tsx";
import { statusWords } from "#words/status.ts";
import { welcomePageWords } from "#words/welcome-page.ts";
import type { DrillListState, WelcomeRow } from "./drill-list.ts";
import { useWelcome } from "./page-state.ts";

/** The list that a count opens, in its place on the page: ticks, every act of the lists, and hiding from this page (F-146 to F-152). */
export function DrillView(props: { of: DrillListState; moves: Moves; current: string | null }) {
  const w = useWords(welcomePageWords);
  const names = useWords(statusWords);
  const page = useWelcome();
  const failure = useFailure();
  const columns = useColumns();
  const due = useDueColumn(props.of.leaving.leftBy);
  const label = useRowLabel();
  // A row that a colleague's act takes away says whose it was, and when.
  const changed = () => {
    const column = columns().changed;
    return {
      ...column,
      cell: (row: WelcomeRow) => (
        <Show when={props.of.leaving.leftBy(row.id)} fallback={column.cell(row)}>
          {(left) => <LeftWords left={left()} />}
        </Show>
      ),
    };
  };
  const side = () => page.head()?.side ?? "placing";
  const named = (): string => {
    const show = page.shown();
    const group = page.group();
    // What was counted above is said again, once all of it is there.
    if (show === "changed" && group && !props.of.list.hasNextPage && props.of.rows().length > 0)
      return w().changedTo(w().news[group](props.of.rows().length, side()));
    if (show === "all" && page.actor().kind === "instructor") return w().coming;
    return show === null
      ? ""
      : show in w().lists
        ? w().lists[show as keyof ReturnType<typeof w>["lists"]]
        : names()[show as ShownStatus].name;
  };
  const status = (): ShownStatus | null => {
    const show = page.shown();
    return show !== null && Object.hasOwn(statusWords.fr, show) ? (show as ShownStatus) : null;
  };
  /** What the page opens with is not closed. */
  const stays = () => page.shown() === "all" && page.actor().kind === "instructor";
  const acts = () => new Set(["placing-coordinator", "receiving-coordinator", "destination-coordinator"]).has(page.actor().kind);
  const whole = () => {
    const path = side() === "placing" ? "/sorties" : page.actor().kind === "supervisor" ? null : "/demandes";
    // What is hidden here, and what is new here, is no list of another page.
    if (path === null || page.shown() === "hidden" || page.shown() === "changed") return null;
    const of = new URLSearchParams();
    const shown = status();
    if (shown) of.set("etat", shown);
    else if (page.shown() === "late" && path === "/demandes") of.set("echeance", "late");
    const session = page.head()?.session ?? "today";
    if (session !== "today") of.set("periode", session);
    const query = of.toString();
    return `${path}${query === "" ? "" : `?${query}`}`;
  };
  const put = async (hide: boolean) => {
    const rows = props.of.chosen();
    try {
      if (hide) {
        const { hidden, changed } = await api.welcome.hide.mutate({ requests: rows.map(({ id, version }) => ({ id, version })) });
        if (hidden.length > 0) toast({ text: w().hidden(hidden.length), action: { label: w().undo, run: () => void back(hidden) } });
        if (changed > 0) toast({ kind: "info", text: w().hiddenSome(changed) });
      } else await back(rows.map(({ id }) => id));
      props.of.setTicked(new Set<string>());
      page.refresh();
    } catch (error) {
      failure.tell(error);
      page.refresh();
    }
  };
  const back = async (ids: string[]) => {
    try {
      await api.welcome.show.mutate({ ids });
      toast({ text: w().shown(ids.length) });
    } catch (error) {
      failure.tell(error);
    }
    page.refresh();
  };
  let heading: HTMLHeadingElement | undefined;
  // A list that opens takes the reader to it, and not the page's top.
  createEffect(
    on(
      () => [page.shown(), page.group()] as const,
      ([now]) => {
        if (now !== null) requestAnimationFrame(() => heading?.scrollIntoView({ block: "nearest" }));
      },
      { defer: true },
    ),
  );
  return (
    <section
      id="welcome-list"
      aria-labelledby="welcome-list-title"
      class="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-2.5"
    >
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-1">
        <h2 ref={heading} id="welcome-list-title" class="flex min-w-0 flex-1 items-center gap-2 font-semibold">
          <Show when={status()} fallback={named()}>
            {(one) => <StatusChip status={one()} />}
          </Show>
        </h2>
        <Show when={whole()}>
          {(href) => (
            <A href={href()} class="inline-flex min-h-6 items-center text-sm text-accent hover:underline">
              {w().wholeList}
            </A>
          )}
        </Show>
        <Show when={!stays()}>
          <A
            href={page.closed()}
            noScroll
            aria-label={w().close}
            class="grid size-7 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
          >
            <X size={16} aria-hidden="true" />
          </A>
        </Show>
      </div>
      <RefusedNotice moves={props.moves} />
      <SelectionBar count={props.of.ticked().size} onClear={() => props.of.setTicked(new Set<string>())}>
        <MoveButtons requests={props.of.chosen()} moves={props.moves} size="sm" />
        <Show when={acts()}>
          <PaperActions requests={props.of.chosen()} size="sm" onDone={() => props.of.setTicked(new Set<string>())} />
        </Show>
        <Button size="sm" icon={<EyeOff size={14} aria-hidden="true" />} onClick={() => void put(page.shown() !== "hidden")}>
          {page.shown() === "hidden" ? w().show : w().hideLong}
        </Button>
      </SelectionBar>
      <div
        class="flex min-h-0 flex-col"
        onFocusIn={(event) => {
          const key = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("tr[data-key]")?.dataset["key"] : undefined;
          if (key) props.of.look(key);
        }}
      >
        <LookersProvider>
          <DataList<WelcomeRow>
            label={w().list(named())}
            rows={props.of.rows()}
            columns={[
              {
                ...columns().reference,
                cell: (row) => (
                  <>
                    <span class="tabular-nums">{row.reference}</span>
                    <Show when={props.of.isNew(row)}>
                      <span class="sr-only">, {w().isNew}</span>
                    </Show>
                  </>
                ),
              },
              // A list of one status has said it above.
              ...(status() === null ? [{ ...columns().status, width: "w-28 sm:w-44" }] : []),
              side() === "placing" ? columns().course : { ...columns().school, from: "lg" as const },
              columns().place,
              { ...columns().dates, width: "w-40" },
              columns().size,
              ...(side() === "placing" ? [changed()] : [due()]),
            ]}
            rowKey={(row) => row.id}
            rowLabel={label}
            href={(row) => `/accueil/${row.id}${page.query()}`}
            current={props.current}
            ticked={props.of.ticked()}
            onTick={props.of.setTicked}
            mayTick={(row) => props.of.leaving.leftBy(row.id) === null}
            changed={props.of.isNew}
            dimmed={(row) => row.status === "declined" || row.status === "cancelled" || props.of.leaving.leftBy(row.id) !== null}
            leaving={(row) => props.of.leaving.fading(row.id)}
            loading={props.of.list.isLoading}
            empty={<EmptyState class="py-6" icon={<CircleCheck size={20} />} title={named()} text={stays() ? w().comingNone : w().empty} />}
            foot={
              <Pager
                shown={props.of.rows().length}
                more={props.of.list.hasNextPage}
                pending={props.of.list.isFetchingNextPage}
                onMore={() => void props.of.list.fetchNextPage()}
              />
            }
          />
        </LookersProvider>
      </div>
    </section>
  );
}
