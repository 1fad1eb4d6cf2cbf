import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Show, type JSX } from "solid-js";
import FileDown from "lucide-solid/icons/file-down";
import FileUp from "lucide-solid/icons/file-up";
import GraduationCap from "lucide-solid/icons/graduation-cap";
import SearchX from "lucide-solid/icons/search-x";
import UserPlus from "lucide-solid/icons/user-plus";
import { registerFilters } from "#domain/student.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { consentWords } from "#words/consent.ts";
import { studentWords } from "#words/student.ts";
import { AddStudent } from "./add-student.tsx";
import { download } from "./download.ts";
import { fullName } from "./full-name.ts";
import { SearchBox } from "./search-box.tsx";
import { StudentActions } from "./student-actions.tsx";
import { StudentPanel } from "./student-panel.tsx";

type Page = Outputs["student"]["list"];
type Row = Page["rows"][number];
type Filter = (typeof registerFilters)[number];
const isFilter = (text: unknown): text is Filter => registerFilters.includes(text as Filter);

/** A student without a person yet: a word beside the name, never colour alone. */
export function FictitiousMark() {
  const w = useWords(studentWords);
  return (
    <span class="ml-2 rounded-sm border border-line-strong px-1.5 text-2xs font-medium whitespace-nowrap text-muted">{w().fictitious}</span>
  );
}

/** `/etudiants`: the school's one register (F-063), searched, filtered, paged, live. */
export function RegisterScreen(props: { children?: JSX.Element }) {
  const w = useWords(studentWords);
  const c = useWords(consentWords);
  const [search, setSearch] = useSearchParams<{ q?: string; voir?: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const params = useParams<{ id?: string }>();
  const failure = useFailure();
  const [adding, setAdding] = createSignal(false);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  const text = () => (typeof search.q === "string" ? search.q : "");
  const filter = (): Filter => (isFilter(search.voir) ? search.voir : "all");
  const asked = () => ({ search: text(), filter: filter() });
  const narrowed = () => text() !== "" || filter() !== "all";
  const list = useInfiniteQuery(() => ({
    queryKey: ["student", "list", asked()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.student.list.query({ ...asked(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const rows = createMemo((): Row[] => list.data?.pages.flatMap((page) => page.rows) ?? []);
  const first = () => list.data?.pages[0];
  const may = () => first()?.may.edit ?? false;
  const href = (id: string) => `/etudiants/${id}${location.search}`;
  const save = () => api.student.export.query(asked()).then(download, failure.tell);

  const columns = (): DataColumn<Row>[] => [
    {
      key: "name",
      header: w().fields.lastName,
      cell: (row) => (
        <>
          {fullName(row)}
          <Show when={row.fictitious}>
            <FictitiousMark />
          </Show>
          <Show when={row.sealed}>
            <span class="ml-2 text-xs text-muted">{c().hidden}</span>
          </Show>
        </>
      ),
    },
    { key: "number", header: w().fields.number, width: "w-32", cell: (row) => <span class="tabular-nums">{row.number}</span> },
    { key: "email", header: w().fields.email, from: "md", cell: (row) => row.email ?? "" },
    { key: "courses", header: w().courses, from: "lg", cell: (row) => row.courses.join(", ") },
  ];
  useCommands(() => [
    ...(may()
      ? [
          { id: "student-add", words: w().add, keys: "n", run: () => setAdding(true) },
          { id: "student-import", words: w().import, run: () => navigate("/etudiants/importer") },
        ]
      : []),
    { id: "student-export", words: w().export, run: () => void save() },
  ]);
  const added = (id: string, name: string) => {
    setAdding(false);
    navigate(href(id));
    toast({
      text: w().added(name),
      action: {
        label: w().undo,
        run: () =>
          void api.student.remove
            .mutate({ id })
            .then(() => (navigate(`/etudiants${location.search}`), toast({ text: w().undone })), failure.tell),
      },
    });
  };
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <>
          <Show when={rows().length > 0}>
            <Button kind="quiet" icon={<FileDown size={15} aria-hidden="true" />} onClick={() => void save()}>
              {w().export}
            </Button>
          </Show>
          <Show when={may()}>
            <ButtonLink href="/etudiants/importer" icon={<FileUp size={15} aria-hidden="true" />}>
              {w().import}
            </ButtonLink>
            <Button kind="primary" icon={<UserPlus size={15} aria-hidden="true" />} onClick={() => setAdding(true)}>
              {w().add}
            </Button>
          </Show>
        </>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-2.5">
        <p class="text-sm text-muted">{w().lead}</p>
        <div role="search" class="flex flex-wrap items-center gap-x-2 gap-y-1.5">
          <SearchBox label={w().search} value={text()} onChange={(q) => setSearch({ q }, { replace: true, scroll: false })} />
          <Select
            look="quiet"
            aria-label={w().filter}
            value={filter()}
            onChange={(voir) => setSearch({ voir: voir === "all" ? "" : voir }, { replace: true, scroll: false })}
            options={registerFilters.map((value) => ({ value, label: w().filters[value] }))}
          />
        </div>
        <SelectionBar count={ticked().size} onClear={() => setTicked(new Set<string>())}>
          <StudentActions ids={[...ticked()]} edits={may()} onDone={() => setTicked(new Set<string>())} />
        </SelectionBar>
        <DataList
          label={w().title}
          rows={rows()}
          columns={columns()}
          rowKey={(row) => row.id}
          rowLabel={(row) => fullName(row)}
          href={(row) => href(row.id)}
          current={params.id ?? null}
          ticked={ticked()}
          onTick={setTicked}
          dimmed={(row) => row.sealed !== null}
          loading={list.isLoading}
          empty={
            <Show
              when={narrowed()}
              fallback={
                <EmptyState
                  icon={<GraduationCap size={22} />}
                  title={w().emptyTitle}
                  text={w().emptyText}
                  {...(may()
                    ? {
                        action: (
                          <ButtonLink kind="primary" href="/etudiants/importer" icon={<FileUp size={15} aria-hidden="true" />}>
                            {w().import}
                          </ButtonLink>
                        ),
                      }
                    : {})}
                />
              }
            >
              <EmptyState
                icon={<SearchX size={22} />}
                title={w().none}
                text={w().noneHint}
                action={<Button onClick={() => setSearch({ q: "", voir: "" }, { replace: true, scroll: false })}>{w().clear}</Button>}
              />
            </Show>
          }
          foot={
            <Pager
              shown={rows().length}
              total={first()?.total ?? null}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          }
        />
      </div>
      <AddStudent
        open={adding()}
        draft="student:new"
        send={(texts) => api.student.add.mutate(texts)}
        done={({ id }, texts) => added(id, fullName(texts))}
        onClose={() => setAdding(false)}
      />
      {props.children}
    </Screen>
  );
}

/** `/etudiants/:id`: one of them, over the list. */
export function RegisterPanel() {
  const params = useParams<{ id: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  return <StudentPanel id={params.id} onClose={() => navigate(`/etudiants${location.search}`, { scroll: false })} />;
}
