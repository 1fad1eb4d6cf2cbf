import { useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, Show } from "solid-js";
import Hospital from "lucide-solid/icons/hospital";
import Plus from "lucide-solid/icons/plus";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { remembered } from "#ui/parts/preference.ts";
import { Select } from "#ui/parts/select.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
import { localeOf } from "#words/words.ts";
import { AddPlace } from "./add-place.tsx";
import { DemandPicture } from "./demand-picture.tsx";
import { DemandTable } from "./demand-table.tsx";
import type { Known, Round, RoundPlace } from "./round.ts";

const sorts = ["pressure", "demand", "name"] as const;
type Sort = (typeof sorts)[number];

/** First choices for each seat; where nobody said how many it takes, as if it took one. */
const pressure = ({ demand, seats }: RoundPlace): number => demand.first / (seats ?? 1);

export interface PlaceActs {
  may: boolean;
  withhold(place: RoundPlace, withheld: boolean): void;
  drop(place: RoundPlace): void;
  who(placeId: string): void;
}

const pill = (on: boolean) =>
  `inline-flex min-h-8 items-center rounded border px-2.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;

/** What each place is wanted by, live: as a picture or as a table, with what can be done about each (F-235). */
export function DemandView(props: { known: Known; round: Round; onWho(placeId: string): void }) {
  const w = useWords(choiceWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [sort, setSort] = createSignal<Sort>("pressure");
  const [asTable, setAsTable] = remembered("concerto.choice-table", false);
  const [adding, setAdding] = createSignal(false);
  const id = () => props.known.course.id;
  const byId = createMemo(() => new Map(props.round.places.map((place) => [place.placeId, place])));
  const order = createMemo(() => {
    const names = new Intl.Collator(localeOf(language()), { numeric: true });
    const byName = (one: RoundPlace, other: RoundPlace) => names.compare(one.path, other.path);
    const compare: Record<Sort, (one: RoundPlace, other: RoundPlace) => number> = {
      pressure: (one, other) => pressure(other) - pressure(one) || other.demand.all - one.demand.all || byName(one, other),
      demand: (one, other) => other.demand.all - one.demand.all || byName(one, other),
      name: byName,
    };
    return props.round.places.toSorted(compare[sort()]).map(({ placeId }) => placeId);
  });
  const offered = () => props.round.places.filter(({ withheld, gone }) => !withheld && !gone);
  const seats = () => offered().reduce((sum, place) => sum + (place.seats ?? 0), 0);
  const known = () => offered().every((place) => place.seats !== null);
  const told = async (work: () => Promise<unknown>, text: string, undo: () => Promise<unknown>) => {
    try {
      await work();
      toast({ text, action: { label: w().undo, run: () => void undo().catch(failure.tell) } });
    } catch (error) {
      failure.tell(error);
      await queries.invalidateQueries({ queryKey: ["choice"] });
    }
  };
  const acts: PlaceActs = {
    get may() {
      return props.known.may.manage;
    },
    withhold: ({ placeId, path }, withheld) => {
      const set = (to: boolean) => api.choice.withhold.mutate({ cohortCourseId: id(), placeIds: [placeId], withheld: to });
      void told(
        () => set(withheld),
        withheld ? w().demand.withheldDone(path) : w().demand.offeredDone(path),
        () => set(!withheld),
      );
    },
    drop: ({ placeId, path, seats: before }) =>
      void told(
        () => api.choice.dropPlace.mutate({ cohortCourseId: id(), placeId }),
        w().demand.dropped(path),
        () => api.choice.addPlace.mutate({ cohortCourseId: id(), placeId, seats: before }),
      ),
    who: (placeId) => props.onWho(placeId),
  };
  return (
    <section class="flex flex-col gap-3" aria-label={w().views.demand}>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p class="min-w-0 flex-[1_1_14rem] text-sm text-muted">
          {w().demand.summary(offered().length, seats(), props.round.places.filter(({ withheld }) => withheld).length)}
        </p>
        <Show when={props.round.places.length > 0}>
          <div role="group" aria-label={w().demand.as} class="flex gap-1.5">
            <button type="button" class={pill(!asTable())} aria-pressed={!asTable()} onClick={() => setAsTable(false)}>
              {w().demand.picture}
            </button>
            <button type="button" class={pill(asTable())} aria-pressed={asTable()} onClick={() => setAsTable(true)}>
              {w().demand.table}
            </button>
          </div>
          <Select
            look="quiet"
            aria-label={w().demand.sort}
            value={sort()}
            onChange={setSort}
            options={sorts.map((value) => ({ value, label: `${w().demand.sort} ${w().demand.sorts[value].toLowerCase()}` }))}
          />
        </Show>
        <Show when={acts.may}>
          <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {w().demand.add}
          </Button>
        </Show>
      </div>
      <Show when={offered().length > 0 && known() && seats() < props.round.counts.students}>
        <Notice kind="warn" quiet>
          {w().demand.short(seats(), props.round.counts.students)}
        </Notice>
      </Show>
      <Show
        when={props.round.places.length > 0}
        fallback={
          <EmptyState
            icon={<Hospital size={22} aria-hidden="true" />}
            title={w().demand.emptyTitle}
            text={w().demand.emptyText}
            action={
              <Show when={acts.may}>
                <Button kind="primary" onClick={() => setAdding(true)}>
                  {w().demand.add}
                </Button>
              </Show>
            }
          />
        }
      >
        <Show when={asTable()} fallback={<DemandPicture ids={order()} byId={byId()} acts={acts} />}>
          <DemandTable ids={order()} byId={byId()} acts={acts} />
        </Show>
      </Show>
      <Show when={adding()}>
        <AddPlace cohortCourseId={id()} offered={new Set(byId().keys())} onClose={() => setAdding(false)} />
      </Show>
    </section>
  );
}

/** What is said of a place beside its name: withheld, added, gone. */
export function PlaceMarks(props: { place: RoundPlace }) {
  const w = useWords(choiceWords);
  const marks = () => [
    ...(props.place.gone ? [{ text: w().demand.gone, hue: "bg-danger-soft text-danger" }] : []),
    ...(props.place.withheld ? [{ text: w().demand.withheld, hue: "bg-warn-soft text-warn" }] : []),
    ...(props.place.added ? [{ text: w().demand.added, hue: "bg-sunken text-muted" }] : []),
  ];
  return (
    <For each={marks()}>
      {(mark) => <span class={`ml-1.5 inline-block rounded-sm px-1.5 text-xs font-medium ${mark.hue}`}>{mark.text}</span>}
    </For>
  );
}
