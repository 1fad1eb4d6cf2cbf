import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from "solid-js";
import HistoryIcon from "lucide-solid/icons/file-clock";
import type { SheetFacts } from "#domain/worksheet.ts";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useUnsaved } from "#ui/frame/unsaved.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { connection as pageConnection } from "#ui/live.ts";
import { AvatarGroup } from "#ui/parts/avatar.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConnectionPill } from "#ui/parts/connection-pill.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { worksheetWords } from "#words/worksheet.ts";
import { openSheet, type SheetConnection } from "./connection.ts";
import type { Colleague } from "./grid-state.ts";
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
  return (
    <Show
      when={!failed()}
      fallback={
        <Screen title={w().title.group}>
          <Mishap error={failed()} />
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

function Loaded(props: { sheet: Worksheet; catalogue: Places }) {
  const w = useWords(worksheetWords);
  // the socket is the page's: nothing of it on the server
  const [connection, setConnection] = createSignal<SheetConnection | null>(null);
  onMount(() => {
    const opened = openSheet(props.sheet.id);
    setConnection(opened);
    const stop = opened.onCorrected(({ cells }) => toast({ kind: "info", text: w().locked.corrected(cells.length) }));
    onCleanup(() => {
      stop();
      opened.close();
    });
  });
  useUnsaved(() => connection()?.unsaved() ?? 0);
  // closing the tab on what is not saved asks first
  onMount(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ((connection()?.unsaved() ?? 0) > 0) event.preventDefault();
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
  const crumbs = () => [
    { label: w().cohorts, href: "/cohortes" },
    { label: props.sheet.cohort.name, href: `/cohortes/${props.sheet.cohort.id}` },
    {
      label: `${props.sheet.course.number} ${props.sheet.course.name}`,
      href: `/cohortes/${props.sheet.cohort.id}/cours/${props.sheet.cohortCourseId}/inscriptions`,
    },
    { label: props.sheet.term.name },
  ];
  const [history, setHistory] = createSignal(false);
  const broken = () => {
    // where the whole page is cut off the frame's pill says it already
    const state = pageConnection() === "live" ? connection()?.state() : undefined;
    return state === "connecting" || state === "offline" ? state : null;
  };
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
          <Show when={connection()?.loaded() ? broken() : null}>
            {(state) => <ConnectionPill state={state()} unsaved={connection()?.unsaved() ?? 0} />}
          </Show>
        </>
      }
    >
      <Show when={connection()?.refusal()}>{(why) => <Refused why={why()} />}</Show>
      <Show
        when={connection()?.loaded() ? connection() : null}
        fallback={
          <Show when={!connection()?.refusal()}>
            <Skeleton rows={14} class="px-6 py-4" />
          </Show>
        }
        keyed
      >
        {(opened) => (
          <Live
            {...props}
            connection={opened}
            colleagues={colleagues()}
            label={`${title()}, ${w().grid}`}
            onHistory={() => setHistory(true)}
          />
        )}
      </Show>
      <Show when={history()}>
        <SidePanel title={w().tools.history} crumb={`${title()}, ${props.sheet.course.name}`} onClose={() => setHistory(false)}>
          <Suspense fallback={<Skeleton rows={6} />}>
            <HistoryPanel about={props.sheet.id} />
          </Suspense>
        </SidePanel>
      </Show>
    </Screen>
  );
}

// Read now and then: it comes when it is asked for.
const HistoryPanel = lazy(async () => ({ default: (await import("#ui/history/history-panel.tsx")).HistoryPanel }));

function Live(props: {
  sheet: Worksheet;
  catalogue: Places;
  connection: SheetConnection;
  colleagues: Colleague[];
  label: string;
  onHistory(): void;
}) {
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const facts = createMemo(
    (): SheetFacts => ({
      kind: props.sheet.kind,
      catalogue: props.catalogue,
      instructors: props.sheet.instructors,
      course: { ...props.sheet.schedule, defaultComment: props.sheet.defaultComment },
      language: language(),
    }),
    undefined,
    { equals: sameFacts },
  );
  const mayEdit = () => props.sheet.may.edit && !props.connection.readOnly() && props.connection.refusal() === null;
  return (
    <WorksheetGrid
      worksheetId={props.sheet.id}
      label={props.label}
      counters={props.sheet.counters}
      maySend={props.sheet.may.send}
      extra={
        <Button
          class={tight}
          title={w().tools.history}
          icon={<HistoryIcon size={15} aria-hidden="true" />}
          onClick={() => props.onHistory()}
        >
          {w().tools.history}
        </Button>
      }
      onSent={() => void queries.invalidateQueries({ queryKey: ["worksheet", "get", props.sheet.id] })}
      input={{
        doc: props.connection.doc,
        facts,
        requests: () => props.sheet.rows,
        mayEdit,
        unsaved: props.connection.unsaved,
        colleagues: () => props.colleagues,
        tellCell: (cell, editing) => props.connection.setCell(cell, editing),
      }}
    />
  );
}

/** Facts that say the same are the same: a refresh of statuses does not read ten thousand rows anew. */
const sameFacts = (one: SheetFacts, other: SheetFacts): boolean =>
  one.kind === other.kind &&
  one.language === other.language &&
  one.catalogue === other.catalogue &&
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

function Refused(props: { why: string }) {
  const w = useWords(worksheetWords);
  const text = () => {
    const say = w().refused;
    return props.why in say && props.why !== "title" ? say[props.why as keyof typeof say] : say.other;
  };
  return (
    <Notice kind="danger" title={w().refused.title} class="m-4">
      {text()}
    </Notice>
  );
}
