import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import Building from "lucide-solid/icons/building";
import FileUp from "lucide-solid/icons/file-up";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { PlaceFormView } from "./place-form.tsx";
import { PlacePanel, type PlaceView } from "./place-panel.tsx";
import { tabAddress } from "./place-tab.ts";
import { PlaceTree } from "./place-tree.tsx";
import { ancestorsOf, placeNodes, treeRows, type PlaceNode } from "./tree.ts";

const views: Record<string, PlaceView> = { modifier: "edit", ajouter: "add" };
const viewNames: Record<PlaceView, string | undefined> = { record: undefined, edit: "modifier", add: "ajouter" };

/** `/milieux` and `/milieux/:id`: every organisation that takes students, as a tree, with the record of a place beside it. */
export function CatalogueScreen() {
  const w = useWords(catalogueWords);
  const params = useParams<{ id?: string }>();
  const [search, setSearch] = useSearchParams<{ texte?: string; retires?: string; vue?: string; onglet?: string }>();
  const navigate = useNavigate();
  const catalogue = useQuery(() => ({ queryKey: ["catalogue", "all"], queryFn: () => api.catalogue.all.query() }));
  const rights = useQuery(() => ({ queryKey: ["catalogue", "rights"], queryFn: () => api.catalogue.rights.query() }));
  const [toggled, setToggled] = createSignal<ReadonlyMap<string, boolean>>(new Map());
  let searchBox: HTMLInputElement | undefined;

  const text = () => search.texte ?? "";
  const nodes = createMemo(() => (catalogue.data ? placeNodes(catalogue.data, { retired: search.retires === "1" }) : []));
  const current = () => params.id ?? null;
  const leading = createMemo(() => (current() === null ? new Set<string>() : ancestorsOf(nodes(), current() ?? "")));
  // One's own organisation opens on its sites; so does the only one there is.
  const opensFirst = (node: PlaceNode) => node.level === "agency" && (node.id === rights.data?.ownAgencyId || nodes().length === 1);
  const isOpen = (node: PlaceNode) => toggled().get(node.id) ?? (leading().has(node.id) || opensFirst(node));
  const rows = createMemo(() =>
    treeRows(nodes(), { text: text(), isOpen, closed: new Set([...toggled()].filter(([, open]) => !open).map(([id]) => id)) }),
  );
  const isEmpty = () => nodes().every((node) => node.children.length === 0) && (nodes().length === 0 || rights.data?.ownAgencyId != null);

  const filters = () => {
    const kept = new URLSearchParams();
    if (text() !== "") kept.set("texte", text());
    if (search.retires === "1") kept.set("retires", "1");
    // Who compares the capacity of units goes from one to the next under the same tab.
    if (search.onglet) kept.set("onglet", search.onglet);
    return kept;
  };
  const address = (id: string | null, view: PlaceView = "record") => {
    const kept = filters();
    if (id === null) kept.delete("onglet");
    const name = viewNames[view];
    if (name) kept.set("vue", name);
    const query = kept.toString();
    return `/milieux${id === null ? "" : `/${id}`}${query === "" ? "" : `?${query}`}`;
  };
  const go = (id: string | null, view: PlaceView = "record") => navigate(address(id, view), { scroll: false });

  /** A place clicked shows its record, and what lies under it. */
  const open = (id: string) => {
    setToggled((before) => new Map(before).set(id, true));
    go(id);
  };

  useCommands(() => [
    { id: "catalogue-search", words: w().search, keys: "/", run: () => searchBox?.focus(), group: "here" },
    {
      id: "catalogue-add",
      words: w().addOf.agency,
      keys: "n",
      disabled: !rights.data?.may.addAgency,
      run: () => go(null, "add"),
      group: "here",
    },
    {
      id: "catalogue-import",
      words: w().import,
      disabled: !rights.data?.may.import,
      run: () => navigate("/milieux/importer"),
      group: "here",
    },
  ]);
  const actions = () => (
    <>
      <Show when={rights.data?.may.import}>
        <ButtonLink href="/milieux/importer" icon={<FileUp size={15} aria-hidden="true" />}>
          {w().import}
        </ButtonLink>
      </Show>
      <Show when={rights.data?.may.addAgency}>
        <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => go(null, "add")}>
          {w().addOf.agency}
        </Button>
      </Show>
      <Show when={rights.data?.may.addSite ? rights.data.ownAgencyId : null}>
        {(own) => (
          <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => go(own(), "add")}>
            {w().addOf.site}
          </Button>
        )}
      </Show>
    </>
  );
  const emptyText = () =>
    !rights.data?.may.import ? w().emptyReaderText : rights.data.ownAgencyId !== null ? w().emptyOwnText : w().emptyText;

  return (
    <Screen
      title={w().title}
      fill
      actions={actions()}
      bar={
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span class="relative w-full sm:w-80">
            <Search size={15} class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden="true" />
            <TextInput
              ref={searchBox}
              type="search"
              class="pl-8"
              aria-label={w().searchHint}
              placeholder={w().search}
              value={text()}
              onChange={(value) => setSearch({ texte: value === "" ? undefined : value }, { replace: true, scroll: false })}
            />
          </span>
          <Checkbox
            label={w().showRetired}
            checked={search.retires === "1"}
            onChange={(checked) => setSearch({ retires: checked ? "1" : undefined }, { replace: true, scroll: false })}
          />
        </div>
      }
    >
      <Show when={catalogue.data && rights.data} fallback={<Skeleton rows={10} />}>
        <Show
          when={!isEmpty()}
          fallback={<EmptyState icon={<Building size={24} />} title={w().empty} text={emptyText()} action={actions()} />}
        >
          <Show
            when={rows().length > 0}
            fallback={
              <EmptyState
                icon={<Search size={24} />}
                title={w().none(text())}
                text={w().noneText}
                action={<Button onClick={() => setSearch({ texte: undefined }, { replace: true })}>{w().clearSearch}</Button>}
              />
            }
          >
            <PlaceTree
              rows={rows()}
              current={current()}
              onToggle={(id, open) => setToggled((before) => new Map(before).set(id, open))}
              onOpen={open}
            />
          </Show>
        </Show>
      </Show>
      <Show when={current()} keyed>
        {(id) => (
          <PlacePanel
            id={id}
            view={views[search.vue ?? ""] ?? "record"}
            tab={search.onglet}
            onTab={(tab) => setSearch({ onglet: tabAddress(tab) }, { replace: true, scroll: false })}
            onView={(view) => go(id, view)}
            onOpen={(to) => go(to)}
            onClose={() => go(null)}
          />
        )}
      </Show>
      <Show when={current() === null && search.vue === "ajouter" && rights.data?.may.addAgency}>
        <SidePanel title={w().newOf.agency} onClose={() => go(null)}>
          <PlaceFormView level="agency" place={null} parent={null} onDone={open} onCancel={() => go(null)} />
        </SidePanel>
      </Show>
    </Screen>
  );
}
