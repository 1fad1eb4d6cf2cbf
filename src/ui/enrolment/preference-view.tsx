import { useQueryClient } from "@tanstack/solid-query";
import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Star from "lucide-solid/icons/star";
import Users from "lucide-solid/icons/users";
import { placePaths, preferenceUses, type PreferenceUse } from "#domain/preference.ts";
import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import type { ComboboxOption } from "#ui/parts/combobox.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { SearchBox } from "#ui/student/search-box.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { preferenceWords } from "#words/preference.ts";
import { writeNumber } from "#words/words.ts";
import { useEnrolled, type Course, type EnrolledRow } from "./enrolled-list.ts";
import { useDrafts, written } from "./preference-draft.ts";
import { readWish } from "./preference-line.tsx";
import { PreferenceRow } from "./preference-row.tsx";
import { WishesDialog } from "./wishes-dialog.tsx";
import type { Whom } from "./enrol-dialog.tsx";

const shows = ["all", "none", "wrong", "unsaved"] as const;
type Shown = (typeof shows)[number];
/** What one command takes. */
const batch = 500;

/** The ranked preferences of a course's students (F-074, F-075): one at a time, or « tout modifier » and « tout enregistrer ». */
export function PreferenceView(props: { course: Course; search: string; total: number | null; onSearch(text: string): void }) {
  const w = useWords(preferenceWords);
  const e = useWords(enrolmentWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const { list, rows } = useEnrolled(() => ({ cohortCourseId: props.course.id, search: props.search, state: "enrolled" }));
  const catalogueQuery = useCatalogue();
  const catalogue = () => answerOf(catalogueQuery);
  const options = createMemo((): ComboboxOption[] => {
    const known = catalogue();
    return known ? placePaths(known).map(({ name }) => ({ value: name, label: name })) : [];
  });
  const byId = createMemo(() => new Map(rows().map((row) => [row.studentId, row])));
  const drafts = useDrafts(props.course.id);
  const [all, setAll] = createSignal(false);
  const [some, setSome] = createSignal<ReadonlySet<string>>(new Set());
  const [shown, setShown] = createSignal<Shown>("all");
  const [saving, setSaving] = createSignal(false);
  const [copying, setCopying] = createSignal<Whom | null>(null);
  const may = () => props.course.may.edit;
  const editing = (row: EnrolledRow) => may() && (all() || some().has(row.studentId) || drafts.isDirty(row.studentId));
  // Whatever can be edited has its draft, pages that come later as well.
  createEffect(() => {
    drafts.begin(rows().filter(editing));
  });
  const isWrong = (row: EnrolledRow) => row.preferences.some((one) => readWish(catalogue(), one)?.problem);
  const fits: Record<Shown, (row: EnrolledRow) => boolean> = {
    all: () => true,
    none: (row) => row.preferences.length === 0,
    wrong: isWrong,
    unsaved: (row) => drafts.isDirty(row.studentId),
  };
  // What is being edited stays where it is, though it no longer fits the filter.
  const visible = createMemo(() =>
    rows().flatMap((row) => (fits[shown()](row) || (shown() !== "all" && some().has(row.studentId)) ? [row.studentId] : [])),
  );
  const counts = createMemo(() => {
    const of = (show: Shown) => rows().filter(fits[show]).length;
    return { all: props.total ?? rows().length, none: of("none"), wrong: of("wrong"), unsaved: drafts.dirty().length };
  });
  const ready = () => drafts.dirty().filter((studentId) => (byId().get(studentId)?.preferencesVersion ?? -1) === drafts.of(studentId)?.saw);

  const send = async (changes: Parameters<typeof api.preference.save.mutate>[0]["changes"]) => {
    const outcomes = [];
    for (let at = 0; at < changes.length; at += batch)
      outcomes.push(await api.preference.save.mutate({ cohortCourseId: props.course.id, changes: changes.slice(at, at + batch) }));
    return { done: outcomes.flatMap(({ done }) => done), stale: outcomes.flatMap(({ stale }) => stale) };
  };
  const save = async (studentIds: string[]) => {
    if (studentIds.length === 0 || saving()) return;
    setSaving(true);
    const before = new Map(studentIds.map((studentId) => [studentId, byId().get(studentId)?.preferences ?? []]));
    try {
      const changes = studentIds.flatMap((studentId) => {
        const draft = drafts.of(studentId);
        return draft ? [{ studentId, saw: draft.saw, preferences: written(draft) }] : [];
      });
      const { done, stale } = await send(changes);
      // The list first, so that a draft that goes leaves what was saved and not what was before.
      await queries.invalidateQueries({ queryKey: ["enrolment", "list"] });
      drafts.drop(done.map(({ studentId }) => studentId));
      setSome((now) => new Set([...now].filter((one) => !done.some(({ studentId }) => studentId === one))));
      const undo = () =>
        void send(done.map(({ studentId, version }) => ({ studentId, saw: version, preferences: before.get(studentId) ?? [] }))).then(
          () => toast({ text: w().undone }),
          failure.tell,
        );
      if (done.length > 0) toast({ text: w().saved(done.length), action: { label: w().undo, run: undo } });
      if (stale.length > 0) toast({ kind: "danger", text: w().notSaved(stale.length) });
    } catch (error) {
      failure.tell(error);
    } finally {
      setSaving(false);
    }
  };
  const use = (next: PreferenceUse) =>
    void api.preference.use.mutate({ cohortCourseId: props.course.id, use: next }).then(({ before }) => {
      const undo = {
        label: w().undo,
        run: () => void api.preference.use.mutate({ cohortCourseId: props.course.id, use: before }).catch(failure.tell),
      };
      toast({ text: w().useChanged[next], ...(before === next ? {} : { action: undo }) });
    }, failure.tell);
  const copyAll = () => {
    const studentIds = rows().flatMap(({ studentId, preferences, assigned }) => (preferences.length > 0 && !assigned ? [studentId] : []));
    setCopying({ studentIds: studentIds.slice(0, 1_000), called: e().someStudents(studentIds.length) });
  };
  const close = () => {
    setAll(false);
    setSome(new Set<string>());
    drafts.drop(rows().flatMap(({ studentId }) => (drafts.isDirty(studentId) ? [] : [studentId])));
  };
  useCommands(() => [
    { id: "preferences-edit", words: w().editAll, disabled: !may() || all(), run: () => setAll(true) },
    { id: "preferences-save", words: w().saveAll(0), keys: "Ctrl+s", disabled: ready().length === 0, run: () => void save(ready()) },
  ]);
  let scroller: HTMLUListElement | undefined;
  const virtual = createVirtualizer<HTMLUListElement, HTMLLIElement>({
    get count() {
      return visible().length;
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => (all() ? 120 : 60),
    overscan: 8,
    initialRect: { width: 1200, height: 900 },
    getItemKey: (at) => visible()[at] ?? at,
  });
  const drawn = createMemo(() => virtual.getVirtualItems().flatMap(({ index }) => visible()[index] ?? []));
  const before = () => virtual.getVirtualItems()[0]?.start ?? 0;
  const after = () => virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0);
  // Not by a style attribute: the page's policy allows none.
  const sized = (height: () => number) => (element: HTMLElement) =>
    createEffect(() => element.style.setProperty("height", `${height()}px`));
  const pill = (on: boolean) =>
    `inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;

  return (
    <div class="flex min-h-0 flex-1 flex-col gap-2.5">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SearchBox label={e().find} value={props.search} onChange={props.onSearch} />
        <div role="group" aria-label={w().show} class="flex flex-wrap gap-1.5">
          <For each={shows.filter((one) => one !== "unsaved" || counts().unsaved > 0 || shown() === "unsaved")}>
            {(one) => (
              <button type="button" class={pill(shown() === one)} aria-pressed={shown() === one} onClick={() => setShown(one)}>
                {w().shows[one]}
                <span class="text-muted tabular-nums">{writeNumber(counts()[one], language())}</span>
              </button>
            )}
          </For>
        </div>
        <div class="ml-auto flex flex-wrap items-center gap-2">
          <Show when={props.course.may.copy && props.course.preferenceUse === "generative"}>
            <Button onClick={copyAll}>{w().copy.action}</Button>
          </Show>
          <Show when={may() && rows().length > 0}>
            <Show
              when={all()}
              fallback={
                <Button icon={<Pencil size={14} aria-hidden="true" />} onClick={() => setAll(true)}>
                  {w().editAll}
                </Button>
              }
            >
              <Button kind="quiet" onClick={close}>
                {w().closeAll}
              </Button>
            </Show>
            <Show when={all() || counts().unsaved > 0}>
              <Button kind="primary" keys="Ctrl S" pending={saving()} disabled={ready().length === 0} onClick={() => void save(ready())}>
                {w().saveAll(ready().length)}
              </Button>
            </Show>
          </Show>
        </div>
      </div>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <Show when={may()}>
          <span class="w-40">
            <Select
              aria-label={w().use}
              value={props.course.preferenceUse}
              onChange={use}
              options={preferenceUses.map((one) => ({ value: one, label: w().uses[one] }))}
            />
          </span>
        </Show>
        <p class="min-w-0 flex-1">{w().useHints[props.course.preferenceUse]}</p>
      </div>
      <Show when={drafts.kept() > 0 && drafts.dirty().length > 0}>
        <Notice
          kind="info"
          actions={
            <>
              <Button size="sm" onClick={() => drafts.drop(drafts.dirty())}>
                {w().discardAll}
              </Button>
              <Button size="sm" onClick={() => drafts.forgetKept()}>
                {w().close}
              </Button>
            </>
          }
        >
          {w().kept(drafts.kept())}
        </Notice>
      </Show>
      <Show when={list.hasNextPage && shown() !== "all"}>
        <p class="text-xs text-muted">{w().loaded(rows().length, props.total ?? rows().length)}</p>
      </Show>
      <Show when={!list.isLoading} fallback={<Skeleton rows={10} />}>
        <div class="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface">
          <Show
            when={visible().length > 0}
            fallback={
              <EmptyState
                icon={rows().length === 0 ? <Users size={22} /> : <Star size={22} />}
                title={rows().length > 0 && shown() !== "all" ? emptyTitle(shown(), w()) : props.search === "" ? e().emptyTitle : e().none}
                {...(rows().length === 0 && props.search === "" ? { text: e().emptyText } : {})}
              />
            }
          >
            <ul ref={scroller} class="min-h-0 flex-1 overflow-auto overscroll-contain max-md:max-h-[75dvh]" aria-label={w().title}>
              <li aria-hidden="true" ref={sized(before)} />
              <For each={drawn()}>
                {(studentId) => (
                  // By student and not by row: a colleague's change must not take what is being typed with it.
                  <Show when={byId().get(studentId)}>
                    {(row) => (
                      <PreferenceRow
                        row={row()}
                        at={visible().indexOf(studentId)}
                        count={visible().length}
                        measure={(element) => virtual.measureElement(element)}
                        editing={editing(row())}
                        may={may()}
                        drafts={drafts}
                        catalogue={catalogue()}
                        options={options()}
                        onEdit={() => {
                          drafts.begin([row()]);
                          setSome((now) => new Set(now).add(studentId));
                        }}
                        onClose={
                          all()
                            ? undefined
                            : () => {
                                setSome((now) => new Set([...now].filter((one) => one !== studentId)));
                                drafts.drop([studentId]);
                              }
                        }
                        onSave={() => void save([studentId])}
                      />
                    )}
                  </Show>
                )}
              </For>
              <li aria-hidden="true" ref={sized(after)} />
            </ul>
          </Show>
          <Pager
            shown={rows().length}
            total={props.total}
            more={list.hasNextPage}
            pending={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
          />
        </div>
      </Show>
      <WishesDialog cohortCourseId={props.course.id} whom={copying()} onDone={() => {}} onClose={() => setCopying(null)} />
    </div>
  );
}

const emptyTitle = (shown: Shown, w: { emptyNone: string; emptyWrong: string; emptyUnsaved: string }): string =>
  shown === "none" ? w.emptyNone : shown === "wrong" ? w.emptyWrong : w.emptyUnsaved;
