import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from "solid-js";
import { unwrap } from "solid-js/store";
import HistoryIcon from "lucide-solid/icons/file-clock";
import type * as Y from "yjs";
import type { Column, SheetFacts } from "#domain/worksheet.ts";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useMe } from "#ui/frame/me.ts";
import { useConnectionTruth } from "#ui/frame/unsaved.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { AvatarGroup } from "#ui/parts/avatar.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { writeTerm } from "#words/programme.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { openSheet, type SheetConnection } from "./connection.ts";
import { Refused, Stranded, StrandedDrafts } from "./sheet-notices.tsx";
import type { Colleague } from "./grid-state.ts";
import { RowCheckButton } from "./row-check-button.tsx";
import { createCheckSource } from "./row-check-source.ts";
import { useShelf, useShelfBell } from "./shelf.ts";
import { ShelfButton } from "./shelf-button.tsx";
import { SheetMenu } from "./sheet-menu.tsx";
import { createTime, TimeProvider, useTimeBell } from "./time-state.ts";
import { tight } from "./toolbar.tsx";
import { WorksheetGrid } from "./worksheet-grid.tsx";

type Worksheet = Outputs["worksheet"]["get"];
type Places = Outputs["catalogue"]["all"];

/** `/fiches/:id`: the places a cohort-course asks for, planned by several people at once. */
export function WorksheetScreen(props: { id: string }) {
  const w = useWords(worksheetWords);
  const sheet = useQuery(() => ({ queryKey: ["worksheet", "get", props.id], queryFn: () => api.worksheet.get.query({ id: props.id }) }));
  const catalogue = useQuery(() => ({ queryKey: ["catalogue", "all"], queryFn: () => api.catalogue.all.query(), staleTime: 60_000 }));
  const failed = () => sheet.error ?? catalogue.error;
  // A sheet that is on the screen stays there when it cannot be asked for again: its connection says why, and what is not saved.
  const here = () => sheet.data !== undefined && catalogue.data !== undefined;
  return (
    <Show
      when={!failed() || here()}
      fallback={
        <Screen title={w().title.group}>
          <Mishap error={failed()} />
          <StrandedDrafts sheetId={props.id} />
        </Screen>
      }
    >
      <Show
        when={sheet.data && catalogue.data ? { sheet: sheet.data, catalogue: catalogue.data } : null}
        fallback={
          <Screen title={w().title.group} fill>
            <Skeleton rows={12} />
          </Screen>
        }
      >
        {(data) => <Loaded sheet={data().sheet} catalogue={data().catalogue} />}
      </Show>
    </Show>
  );
}

/** As many as one call takes. */
const mostProposed = 1_000;

function Loaded(props: { sheet: Worksheet; catalogue: Places }) {
  const w = useWords(worksheetWords);
  // the socket is the page's: nothing of it on the server
  const [connection, setConnection] = createSignal<SheetConnection | null>(null);
  const me = useMe();
  onMount(() => {
    const opened = openSheet(props.sheet.id, {
      person: me.data?.account.id ?? null,
      title: () => `${title()}, ${props.sheet.course.number} ${props.sheet.course.name}, ${props.sheet.cohort.name}`,
      propose: async (cells) => {
        for (let at = 0; at < cells.length; at += mostProposed) {
          const items = cells
            .slice(at, at + mostProposed)
            .map(({ rowId, column, text }) => ({ rowId, column: column as Column, text: text ?? "" }));
          await api.shelf.propose.mutate({ worksheetId: props.sheet.id, items });
        }
      },
    });
    setConnection(opened);
    const stop = opened.onCorrected(({ cells }) => toast({ kind: "info", text: w().locked.corrected(cells.length) }));
    onCleanup(() => {
      stop();
      opened.close();
    });
  });
  // Its deletion was taken back: it is opened again where it was left.
  onLive(["worksheet.restored"], ({ about }) => {
    const opened = connection();
    if (about === props.sheet.id && opened?.refusal() === "gone") opened.again();
  });
  useConnectionTruth(() => {
    const opened = connection();
    return (
      opened && {
        state: opened.state(),
        unsaved: opened.unsaved(),
        readOnly: opened.readOnly(),
        poll: opened.transport() === "poll",
        kept: opened.drafts() === "kept",
        why: opened.refusal(),
      }
    );
  });
  // Where the browser keeps nothing, closing the tab on what is not saved asks first.
  onMount(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const opened = connection();
      if (opened && opened.unsaved() > 0 && opened.drafts() === "not-kept") event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    onCleanup(() => window.removeEventListener("beforeunload", ask));
  });
  const others = () => (connection()?.people() ?? []).filter(({ clientId }) => clientId !== connection()?.awareness.clientID);
  const colleagues = createMemo(() =>
    others().map(({ person, cell, editing, clientId }): Colleague => ({
      key: `${person.id}-${clientId}`,
      name: person.name,
      colour: person.colour,
      cell,
      editing,
    })),
  );
  const people = createMemo(() => {
    const all = (connection()?.people() ?? []).map(({ person, clientId }) => ({
      id: person.id,
      name: person.name,
      colour: person.colour,
      me: clientId === connection()?.awareness.clientID,
    }));
    // two pages of one person are one person
    return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toSorted((one, other) => Number(one.me) - Number(other.me));
  });
  const title = () => w().title[props.sheet.kind];
  const { language } = useLanguage();
  const crumbs = () => [
    { label: w().cohorts, href: "/cohortes" },
    { label: props.sheet.cohort.name, href: `/cohortes/${props.sheet.cohort.id}` },
    {
      label: `${props.sheet.course.number} ${props.sheet.course.name}`,
      href: `/cohortes/${props.sheet.cohort.id}/cours/${props.sheet.cohortCourseId}/inscriptions`,
    },
    { label: writeTerm(props.sheet.term.name, language()) },
  ];
  return (
    <Screen
      title={title()}
      crumbs={crumbs()}
      fill
      flush
      actions={
        <>
          <AvatarGroup people={people()} />
          <Where colleagues={colleagues()} />
          <Show when={props.sheet.may.edit && (connection()?.refusal() ?? null) === null}>
            <SheetMenu sheet={props.sheet} doc={connection()?.doc ?? null} />
          </Show>
        </>
      }
    >
      <Show when={connection()}>
        {(opened) => (
          <>
            <Show when={opened().refusal()}>
              {(why) => (
                <>
                  <Refused why={why()} connection={opened()} />
                  <Show when={why() === "gone" || why() === "notFound"}>
                    <Stranded edits={opened().unsentEdits()} why="sheet" />
                  </Show>
                </>
              )}
            </Show>
            <Stranded edits={opened().stranded()} why={opened().readOnly() ? "right" : "row"} onDismiss={opened().dismissStranded} />
          </>
        )}
      </Show>
      <Show
        // a rebuilt sheet is another document: whoever shows it begins anew
        when={connection()?.loaded() ? connection()?.doc : null}
        fallback={
          <Show when={!connection()?.refusal()}>
            <Skeleton rows={14} class="px-6 py-4" />
          </Show>
        }
        keyed
      >
        {(doc) => (
          <Show when={connection()} keyed>
            {(opened) => <Live {...props} connection={opened} doc={doc} colleagues={colleagues()} label={`${title()}, ${w().grid}`} />}
          </Show>
        )}
      </Show>
    </Screen>
  );
}

// Opened now and then: they come when they are asked for.
const Docked = lazy(async () => ({ default: (await import("./docked.tsx")).Docked }));

function Live(props: {
  sheet: Worksheet;
  catalogue: Places;
  connection: SheetConnection;
  doc: Y.Doc;
  colleagues: Colleague[];
  label: string;
}) {
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const facts = createMemo(
    (): SheetFacts => ({
      kind: props.sheet.kind,
      // as they are, without the proxies that watch each of their parts: a sheet reads them some million times
      catalogue: unwrap(props.catalogue),
      instructors: unwrap(props.sheet.instructors),
      course: { ...props.sheet.schedule, defaultComment: props.sheet.defaultComment },
      language: language(),
    }),
    undefined,
    { equals: sameFacts },
  );
  const time = createTime(props.sheet.id);
  const shelf = useShelf(props.sheet.id);
  const [shelfOpen, setShelfOpen] = createSignal(false);
  const [checkOpen, setCheckOpen] = createSignal(false);
  const checked = createCheckSource(props.sheet.id);
  useShelfBell(props.sheet.id, props.connection);
  useTimeBell(time, { doc: props.doc, unsaved: props.connection.unsaved });
  const mayEdit = createMemo(
    () => props.sheet.may.edit && !props.connection.readOnly() && props.connection.refusal() === null && !time.traveling(),
  );
  return (
    <TimeProvider value={time}>
      <WorksheetGrid
        worksheetId={props.sheet.id}
        label={props.label}
        counters={props.sheet.counters}
        maySend={props.sheet.may.send && !time.traveling()}
        extra={
          <>
            <RowCheckButton
              open={checkOpen()}
              onOpen={(to) => {
                time.setOpen(false);
                setShelfOpen(false);
                setCheckOpen(to);
              }}
            />
            <ShelfButton
              worksheetId={props.sheet.id}
              open={shelfOpen()}
              onOpen={(to) => {
                setCheckOpen(false);
                setShelfOpen(to);
              }}
            />
            <Button
              class={tight}
              title={w().tools.history}
              kind={time.open() ? "primary" : "plain"}
              aria-pressed={time.open()}
              icon={<HistoryIcon size={15} aria-hidden="true" />}
              onClick={() => {
                setShelfOpen(false);
                setCheckOpen(false);
                time.setOpen(!time.open());
              }}
            >
              {w().tools.history}
            </Button>
          </>
        }
        dock={() => (
          <Show when={shelfOpen() || checkOpen() || time.open() || time.cell()}>
            <Suspense>
              <Docked worksheetId={props.sheet.id} shelf={shelfOpen()} onShelf={setShelfOpen} check={checkOpen()} onCheck={setCheckOpen} />
            </Suspense>
          </Show>
        )}
        onShelf={(rowId, column) => {
          setCheckOpen(false);
          setShelfOpen(true);
          focusShelved(shelf.of(rowId, column)[0]?.id, 30);
        }}
        onSent={() => void queries.invalidateQueries({ queryKey: ["worksheet", "get", props.sheet.id] })}
        input={{
          doc: props.doc,
          // marks and colleagues are of the present
          mark: (rowId, column) => (time.traveling() ? null : props.connection.mark(rowId, column)),
          renewed: props.connection.renewed,
          facts,
          requests: createMemo(() => unwrap(props.sheet.rows)),
          mayEdit,
          unsaved: props.connection.unsaved,
          checked,
          past: time.past,
          shelved: (rowId, column) => (time.traveling() ? [] : shelf.of(rowId, column)),
          colleagues: () => (time.traveling() ? [] : props.colleagues),
          tellCell: (cell, editing) => props.connection.setCell(time.traveling() ? null : cell, editing),
        }}
      />
    </TimeProvider>
  );
}

/** The panel may come some frames later, with its code and its list. */
function focusShelved(id: string | undefined, frames: number): void {
  const card = id === undefined ? null : document.querySelector<HTMLElement>(`[data-shelved="${CSS.escape(id)}"]`);
  if (card) card.focus();
  else if (frames > 0) requestAnimationFrame(() => focusShelved(id, frames - 1));
}

/** Facts that say the same are the same: a refresh of statuses does not read ten thousand rows anew. */
const sameFacts = (one: SheetFacts, other: SheetFacts): boolean =>
  one.kind === other.kind &&
  one.language === other.language &&
  (one.catalogue === other.catalogue || JSON.stringify(one.catalogue) === JSON.stringify(other.catalogue)) &&
  JSON.stringify([one.instructors, one.course]) === JSON.stringify([other.instructors, other.course]);

/** Where colleagues are, in words: what the outlines say to those who do not see them (G11). */
function Where(props: { colleagues: Colleague[] }) {
  const w = useWords(worksheetWords);
  return (
    <ul class="sr-only">
      <For each={props.colleagues}>
        {(one) => (
          <Show when={one.cell}>
            {(cell) => (
              <li>
                {w().presence.here(
                  one.name,
                  w().columns[cell().column],
                  one.editing ? w().presence.isTyping(one.name) : w().presence.isHere(one.name),
                )}
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  );
}
