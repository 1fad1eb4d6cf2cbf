import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, Show, type JSX } from "solid-js";
import Layers from "lucide-solid/icons/layers-2";
import SearchX from "lucide-solid/icons/search-x";
import UserPlus from "lucide-solid/icons/user-plus";
import Users from "lucide-solid/icons/users";
import { staffKinds, type StaffKind } from "#domain/access.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { agreementWords } from "#words/agreement.ts";
import { peopleWords } from "#words/people.ts";
import { roleWords } from "#words/role.ts";
import { AccessChip } from "./access-chip.tsx";
import { noPerson, PersonDialog } from "./person-dialog.tsx";
import { ZoneDialog } from "./zone-dialog.tsx";

type Page = Outputs["people"]["list"];
type Person = Page["people"][number];
type Show3 = "active" | "inactive" | "all";

/** `/personnes`: the organisation's directory, and who may do what in it; a person opens beside, at an address of its own. */
export function PeopleScreen(props: { children?: JSX.Element }) {
  const w = useWords(peopleWords);
  const roleNames = useWords(roleWords);
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams<{ q?: string; montrer?: Show3; role?: StaffKind }>();
  const [typed, setTyped] = createSignal(search.q ?? "");
  const [adding, setAdding] = createSignal(false);
  const [zoning, setZoning] = createSignal(false);
  const a = useWords(agreementWords);
  const me = useMe();
  const filters = () => ({ search: search.q ?? "", show: search.montrer ?? ("active" as const), kind: search.role ?? null });
  const narrowed = () => filters().search !== "" || filters().show !== "active" || filters().kind !== null;
  const query = () => {
    const kept = new URLSearchParams(
      Object.entries({ q: search.q, montrer: search.montrer, role: search.role }).filter((pair): pair is [string, string] =>
        Boolean(pair[1]),
      ),
    );
    return kept.size > 0 ? `?${kept}` : "";
  };
  const list = useInfiniteQuery(() => ({
    queryKey: ["people", "list", filters()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.people.list.query({ ...filters(), after: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const people = createMemo(() => list.data?.pages.flatMap((page) => page.people) ?? []);
  const may = () => list.data?.pages[0]?.may.add ?? false;
  const clear = () => {
    setTyped("");
    setSearch({ q: undefined, montrer: undefined, role: undefined });
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(waiting);
    waiting = setTimeout(() => setSearch({ q: text.trim() === "" ? undefined : text.trim() }, { replace: true }), 200);
  };

  const columns = (): DataColumn<Person>[] => [
    {
      key: "name",
      header: w().columns.name,
      cell: (row) => (
        <span class="flex min-w-0 items-center gap-2.5">
          <span aria-hidden="true" class="contents">
            <Avatar name={row.name} colour={colourOf(row.id)} size="sm" />
          </span>
          <span class="truncate">
            {row.lastName}
            {row.firstName ? `, ${row.firstName}` : ""}
          </span>
        </span>
      ),
    },
    { key: "state", header: w().columns.state, width: "w-44", cell: (row) => <AccessChip state={row.state} /> },
    {
      key: "roles",
      header: w().columns.roles,
      from: "md",
      cell: (row) => <span class="block truncate">{row.kinds.map((kind) => roleNames()[kind]).join(", ")}</span>,
    },
    { key: "title", header: w().columns.title, from: "xl", cell: (row) => <span class="block truncate text-muted">{row.title}</span> },
    { key: "email", header: w().columns.email, from: "lg", cell: (row) => <span class="block truncate text-muted">{row.email}</span> },
  ];
  const addButton = () => (
    <Button kind="primary" icon={<UserPlus size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>
      {w().add}
    </Button>
  );
  const empty = () => (
    <Show
      when={narrowed()}
      fallback={
        <EmptyState icon={<Users size={22} />} title={w().emptyTitle} text={w().emptyText} {...(may() ? { action: addButton() } : {})} />
      }
    >
      <EmptyState
        icon={<SearchX size={22} />}
        title={w().noneTitle}
        text={w().noneText}
        action={<Button onClick={clear}>{w().clear}</Button>}
      />
    </Show>
  );
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <Show when={may()}>
          <Show when={me.data?.actor?.agencyKind !== "receiving"}>
            <Button kind="quiet" icon={<Layers size={15} aria-hidden="true" />} onClick={() => setZoning(true)}>
              {a().zone.button}
            </Button>
            <ZoneDialog open={zoning()} onClose={() => setZoning(false)} />
          </Show>
          <ButtonLink href="/courriel" kind="quiet">
            {w().mail}
          </ButtonLink>
          {addButton()}
        </Show>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-3">
        <div class="flex flex-wrap items-end gap-3" role="search">
          <Field label={w().search} hiddenLabel class="w-full sm:w-72">
            <TextInput type="search" value={typed()} onChange={type} placeholder={w().searchHint} autocomplete="off" />
          </Field>
          <Field label={w().show} hiddenLabel class="w-40">
            <Select
              value={filters().show}
              onChange={(show: Show3) => setSearch({ montrer: show === "active" ? undefined : show })}
              options={(["active", "inactive", "all"] as const).map((value) => ({ value, label: w().shows[value] }))}
            />
          </Field>
          <Field label={w().role} hiddenLabel class="w-60">
            <Select<StaffKind | "all">
              value={filters().kind ?? "all"}
              onChange={(kind) => setSearch({ role: kind === "all" ? undefined : kind })}
              options={[{ value: "all", label: w().anyRole }, ...staffKinds.map((value) => ({ value, label: roleNames()[value] }))]}
            />
          </Field>
        </div>
        <DataList
          label={w().title}
          rows={people()}
          columns={columns()}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          href={(row) => `/personnes/${row.id}${query()}`}
          current={params.id ?? null}
          dimmed={(row) => row.state === "inactive"}
          loading={list.isPending}
          empty={empty()}
          foot={
            <Pager
              shown={people().length}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          }
        />
      </div>
      <PersonDialog
        key="person:new"
        open={adding()}
        isNew
        initial={noPerson}
        send={async (data) => ({ ...(await api.people.add.mutate(data)), name: `${data.firstName} ${data.lastName}`.trim() })}
        done={({ personId, name }) => {
          setAdding(false);
          toast({ text: w().form.added(name) });
          void queries.invalidateQueries({ queryKey: ["people"] });
          navigate(`/personnes/${personId}${query()}`, { scroll: false });
        }}
        onClose={() => setAdding(false)}
      />
      {props.children}
    </Screen>
  );
}
