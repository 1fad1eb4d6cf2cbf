import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import CalendarOff from "lucide-solid/icons/calendar-off";
import CalendarPlus from "lucide-solid/icons/calendar-plus";
import CalendarRange from "lucide-solid/icons/calendar-range";
import Plus from "lucide-solid/icons/plus";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { programmeWords, termName } from "#words/programme.ts";
import { GenerateDialog } from "./generate-dialog.tsx";
import { TermRecord } from "./term-form.tsx";

/** `/sessions` and `/sessions/:id`: the windows of time that bracket courses, shared by all programmes of the school. */
export function TermScreen() {
  const w = useWords(programmeWords);
  const { language } = useLanguage();
  const params = useParams<{ id?: string }>();
  const [search] = useSearchParams<{ vue?: string }>();
  const navigate = useNavigate();
  const [generating, setGenerating] = createSignal(false);
  const list = useQuery(() => ({ queryKey: ["term", "list"], queryFn: () => api.term.list.query() }));
  const go = (path: string) => navigate(path, { scroll: false });
  const mayAdd = () => Boolean(list.data?.may.add);
  const term = () => list.data?.terms.find(({ id }) => id === params.id);
  const today = () => list.data?.today ?? "";
  const stateOf = (of: { startsOn: string; endsOn: string }) =>
    of.endsOn < today() ? w().term.past : of.startsOn > today() ? w().term.coming : w().term.now;
  useCommands(() => [
    { id: "term-add", words: w().term.add, keys: "n", disabled: !mayAdd(), run: () => go("/sessions?vue=ajouter"), group: "here" },
    { id: "term-generate", words: w().term.generate, disabled: !mayAdd(), run: () => setGenerating(true), group: "here" },
  ]);
  // Nothing at all when there is none: an empty `<Show>` is a piece of page in the browser and none on the server.
  const actions = () =>
    mayAdd() ? (
      <>
        <ButtonLink href="/sessions/fermetures" icon={<CalendarOff size={15} aria-hidden="true" />}>
          {w().term.closedDays}
        </ButtonLink>
        <Button icon={<CalendarPlus size={15} aria-hidden="true" />} onClick={() => setGenerating(true)}>
          {w().term.generate}
        </Button>
        <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => go("/sessions?vue=ajouter")}>
          {w().term.add}
        </Button>
      </>
    ) : undefined;
  return (
    <Screen title={w().term.title} crumbs={[{ label: w().title, href: "/programmes" }]} fill actions={actions()}>
      <Show when={list.data} fallback={<Skeleton rows={8} />}>
        {(data) => (
          <>
            <p class="mb-3 text-sm text-muted">{w().term.intro}</p>
            <DataList
              label={w().term.list}
              rows={data().terms}
              rowKey={(row) => row.id}
              rowLabel={(row) => termName(row, language())}
              href={(row) => `/sessions/${row.id}`}
              current={params.id ?? null}
              dimmed={(row) => row.endsOn < today()}
              columns={[
                { key: "name", header: w().term.columns.name, cell: (row) => termName(row, language()) },
                { key: "short", header: w().term.columns.shortName, cell: (row) => row.shortName, width: "w-28", from: "sm" },
                {
                  key: "starts",
                  header: w().term.columns.startsOn,
                  cell: (row) => <span class="tabular-nums">{row.startsOn}</span>,
                  width: "w-32",
                },
                {
                  key: "ends",
                  header: w().term.columns.endsOn,
                  cell: (row) => <span class="tabular-nums">{row.endsOn}</span>,
                  width: "w-32",
                },
                {
                  key: "courses",
                  header: w().term.columns.courses,
                  cell: (row) => String(row.courses),
                  width: "w-20",
                  align: "end",
                  from: "sm",
                },
                { key: "state", header: w().columns.state, cell: (row) => stateOf(row), width: "w-28", from: "md" },
              ]}
              empty={<EmptyState icon={<CalendarRange size={24} />} title={w().term.empty} text={w().term.emptyText} action={actions()} />}
            />
          </>
        )}
      </Show>
      <Show when={term()?.id} keyed>
        <SidePanel
          title={termName(term() ?? { name: "", shortName: "" }, language())}
          crumb={w().term.title}
          onClose={() => go("/sessions")}
        >
          <Show when={term()}>{(of) => <TermRecord term={of()} onDone={() => go("/sessions")} />}</Show>
        </SidePanel>
      </Show>
      <Show when={!params.id && search.vue === "ajouter" && mayAdd()}>
        <SidePanel title={w().term.newTitle} crumb={w().term.title} onClose={() => go("/sessions")}>
          <TermRecord term={null} onDone={() => go("/sessions")} />
        </SidePanel>
      </Show>
      <GenerateDialog open={generating()} today={today()} terms={list.data?.terms ?? []} onClose={() => setGenerating(false)} />
    </Screen>
  );
}
