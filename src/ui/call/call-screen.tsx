import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import Megaphone from "lucide-solid/icons/megaphone";
import Plus from "lucide-solid/icons/plus";
import SearchX from "lucide-solid/icons/search-x";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SearchBox } from "#ui/student/search-box.tsx";
import { callWords } from "#words/call.ts";
import { CallForm } from "./call-form.tsx";
import { CallPanel } from "./call-panel.tsx";
import { ReplyChip } from "./reply-chip.tsx";

type Page = Outputs["callForOffers"]["list"];
type Call = Page["calls"][number];
type State = "open" | "closed" | "all";

const asState = (text: string | undefined): State => (text === "closed" || text === "all" ? text : "open");

function useColumns() {
  const w = useWords(callWords);
  const standing = (call: Call) => {
    if (call.closedAt !== null) return <ReplyChip reply="closed" text={w().closed} />;
    if (call.side === "placing")
      return call.overdue ? (
        <ReplyChip reply="overdue" text={w().due} />
      ) : (
        <ReplyChip
          reply={call.sums.offered > 0 ? "offered" : "sent"}
          text={call.sums.offered > 0 ? w().places(call.sums.offered) : w().replies.sent}
        />
      );
    const reply = call.sums.offering > 0 ? "offered" : call.sums.declined > 0 ? "declined" : call.overdue ? "overdue" : "sent";
    return <ReplyChip reply={reply} text={w().mine[reply]} />;
  };
  return (school: boolean): DataColumn<Call>[] => {
    const c = w().columns;
    const number = { key: "number", header: c.number, cell: (row: Call) => w().number(row.number), width: "w-20 sm:w-32" };
    const course = {
      key: "course",
      header: c.course,
      cell: (row: Call) => (
        <>
          {row.course.number} {row.course.name}
          <span class="ml-2 text-muted">{school ? row.cohort : row.programme}</span>
        </>
      ),
    };
    const host = { key: "school", header: c.school, cell: (row: Call) => row.school.name, width: "w-40 xl:w-44", from: "sm" as const };
    const period = {
      key: "period",
      header: c.period,
      cell: (row: Call) => <span class="tabular-nums">{`${row.startsOn}\u00A0– ${row.endsOn}`}</span>,
      width: "w-52",
      from: "lg" as const,
    };
    const wished = {
      key: "wished",
      header: c.wished,
      cell: (row: Call) => String(row.places),
      width: "w-28",
      align: "end" as const,
      from: "md" as const,
    };
    const offered = {
      key: "offered",
      header: c.offered,
      cell: (row: Call) => String(row.sums.offered),
      width: "w-24",
      align: "end" as const,
      from: "md" as const,
    };
    const answers = {
      key: "answers",
      header: c.answers,
      cell: (row: Call) => w().answered(row.sums.called - row.sums.silent, row.sums.called),
      width: "w-28",
      from: "md" as const,
    };
    const replyBy = {
      key: "reply-by",
      header: c.replyBy,
      cell: (row: Call) => <span class="tabular-nums">{row.replyBy}</span>,
      width: "w-36",
      from: "sm" as const,
    };
    const where = { key: "standing", header: c.standing, cell: standing, width: "w-34 sm:w-48" };
    // What an organisation is sent has one column more: the others give way, or the course is down to a letter.
    const narrow = { number: "w-20 sm:w-30", where: "w-34 sm:w-38", period: "xl" as const, replyBy: "w-32" };
    return school
      ? [number, where, course, period, wished, offered, answers, replyBy]
      : [
          { ...number, width: narrow.number },
          { ...where, width: narrow.where },
          host,
          course,
          { ...period, from: narrow.period },
          wished,
          offered,
          { ...replyBy, width: narrow.replyBy },
        ];
  };
}

/** `/appels` and `/appels/:id`: the school's calls for offers, or those an organisation was sent (F-172 to F-177). */
export function CallScreen() {
  const w = useWords(callWords);
  const me = useMe();
  const params = useParams<{ id?: string }>();
  const [search, setSearch] = useSearchParams<{ etat?: string; q?: string; vue?: string; cours?: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const columns = useColumns();
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  const state = () => asState(text(search.etat));
  const list = useInfiniteQuery(() => ({
    queryKey: ["call", "list", state(), text(search.q)],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      api.callForOffers.list.query({ state: state(), text: text(search.q), cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const rows = createMemo((): Call[] => answerOf(list)?.pages.flatMap((page) => page.calls) ?? []);
  const school = () => {
    const actor = me.data?.actor;
    return actor ? !["receiving-coordinator", "destination-coordinator"].includes(actor.kind) && actor.agencyKind !== "receiving" : true;
  };
  const maySend = () => Boolean(answerOf(list)?.pages[0]?.may.send);
  const narrowed = () => text(search.etat) !== "" || text(search.q) !== "";
  const back = () => {
    const kept = new URLSearchParams(location.search);
    for (const name of ["vue", "cours"]) kept.delete(name);
    const query = kept.toString();
    navigate(`/appels${query === "" ? "" : `?${query}`}`, { scroll: false });
  };
  const begin = () => setSearch({ vue: "ajouter" }, { scroll: false });
  useCommands(() => [{ id: "call-new", words: w().new, keys: "n", disabled: !maySend(), run: begin, group: "here" }]);
  const newButton = () =>
    maySend() ? (
      <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={begin}>
        {w().new}
      </Button>
    ) : undefined;
  const empty = () =>
    narrowed() ? (
      <EmptyState
        icon={<SearchX size={22} />}
        title={w().none.title}
        text={w().none.text}
        action={<Button onClick={() => setSearch({ etat: "all", q: "" }, { replace: true, scroll: false })}>{w().none.action}</Button>}
      />
    ) : (
      <EmptyState
        icon={<Megaphone size={22} />}
        title={school() ? w().empty.title : w().emptyReceiving.title}
        text={school() ? w().empty.text : w().emptyReceiving.text}
        action={newButton()}
      />
    );
  return (
    <Screen title={w().title} fill actions={newButton()}>
      <div class="flex min-h-0 flex-1 flex-col gap-2.5">
        <div class="flex flex-wrap items-center gap-2">
          <SearchBox label={w().searchHint} value={text(search.q)} onChange={(q) => setSearch({ q }, { replace: true, scroll: false })} />
          <Select
            look="quiet"
            aria-label={w().state}
            value={state()}
            onChange={(value) => setSearch({ etat: value === "open" ? "" : value }, { replace: true, scroll: false })}
            options={(["open", "closed", "all"] as const).map((value) => ({ value, label: w().states[value] }))}
          />
        </div>
        <DataList
          label={w().list}
          rows={rows()}
          columns={columns(school())}
          rowKey={(row) => row.id}
          rowLabel={(row) => `${w().number(row.number)}, ${row.course.number} ${row.course.name}`}
          href={(row) => `/appels/${row.id}${location.search}`}
          current={params.id ?? null}
          dimmed={(row) => row.closedAt !== null}
          loading={list.isLoading}
          empty={empty()}
          foot={
            <Pager
              shown={rows().length}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          }
        />
      </div>
      <Show when={params.id} keyed>
        {(id) => <CallPanel id={id} onClose={back} />}
      </Show>
      <Show when={!params.id && search.vue === "ajouter" && maySend()}>
        <CallForm courseId={text(search.cours)} onClose={back} onSent={(id) => navigate(`/appels/${id}`, { scroll: false })} />
      </Show>
    </Screen>
  );
}
