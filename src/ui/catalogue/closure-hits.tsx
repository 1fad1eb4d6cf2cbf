import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { datesOf } from "#ui/request/columns.tsx";
import { askedOf } from "#ui/request/acts.ts";
import { MoveDialogs, RefusedNotice, useMoves, type Moves } from "#ui/request/moves.tsx";
import { closingWords } from "#words/closing.ts";
import { requestWords } from "#words/request.ts";

type Hits = Outputs["closure"]["hits"];
type Hit = Hits["hits"][number];

/** Days of a place that close, or would. */
export interface ClosedDays {
  placeId: string;
  startsOn: string;
  endsOn: string;
}

export const useHits = (of: () => ClosedDays | null) =>
  useQuery(() => {
    const asked = of();
    return {
      queryKey: ["request", "closure-hits", asked],
      queryFn: () => api.closure.hits.query(asked ?? { placeId: "", startsOn: "", endsOn: "" }),
      enabled: asked !== null,
      retry: false,
    };
  });

/** « 12 étudiants, 3 demandes de 2 écoles… », or that nobody is expected. */
export function HitSummary(props: { of: Hits }) {
  const w = useWords(closingWords);
  const mine = () => props.of.hits[0]?.request.side === "placing";
  const counts = () => ({ students: props.of.students, requests: props.of.hits.length, schools: props.of.schools });
  return (
    <Show when={props.of.hits.length > 0} fallback={<span class="text-muted">{w().nobody}</span>}>
      <strong class="font-medium">{mine() ? w().touchedMine(counts()) : w().touched(counts())}</strong>
    </Show>
  );
}

/** Everybody a closure touches, each with the ways out: another unit with room, another redirection, an end with its reason, other dates. */
export function ClosureHits(props: { days: ClosedDays }) {
  const w = useWords(closingWords);
  const hits = useHits(() => props.days);
  const moves = useMoves();
  return (
    <Show when={answerOf(hits)} fallback={<Skeleton rows={3} />}>
      {(known) => (
        <div class="mt-2 flex flex-col gap-2">
          <p class="text-sm">
            <HitSummary of={known()} />
          </p>
          <RefusedNotice moves={moves} />
          <Show when={known().hits.length > 0}>
            <ul class="divide-y divide-line rounded-md border border-line" aria-label={w().list}>
              {/* By id: a line stays, and the menu that is open on it, when the list comes anew. */}
              <For each={known().hits.map(({ request }) => request.id)}>
                {(id) => (
                  <Show when={known().hits.find(({ request }) => request.id === id)}>{(hit) => <HitLine hit={hit()} moves={moves} />}</Show>
                )}
              </For>
            </ul>
          </Show>
          <Show when={known().more}>
            <p class="text-xs text-muted">{w().more}</p>
          </Show>
          <MoveDialogs moves={moves} />
        </div>
      )}
    </Show>
  );
}

function HitLine(props: { hit: Hit; moves: Moves }) {
  const w = useWords(closingWords);
  const r = useWords(requestWords);
  const request = () => props.hit.request;
  const href = () => `${request().side === "placing" ? "/sorties" : "/demandes"}/${request().id}`;
  const ways = (): MenuItem[] => {
    const { may } = request();
    const { acts } = props.moves;
    const here = request().place.destinationId;
    const to = (unit: Hit["units"][number]): MenuItem => ({
      id: unit.id,
      label: w().moveTo(unit.name, unit.room),
      hint: unit.path,
      run: () =>
        void acts.run(() => api.relocation.move.mutate({ requests: askedOf([request()]), destinationId: unit.id }), {
          sentence: ({ done }) => w().relocate.done(done.length, unit.name),
          ...(here
            ? {
                undo: ({ done }) => api.relocation.move.mutate({ requests: askedOf(done), destinationId: here, back: true }),
                undone: ({ done }) => w().relocate.undone(done.length),
              }
            : {}),
        }),
    });
    return [
      ...(may.relocate
        ? [...props.hit.units.map(to), { id: "other", label: w().elsewhere, run: () => acts.begin("relocate", [request()]) }]
        : []),
      ...(may.redirect ? [{ id: "redirect", label: w().redirect, run: () => props.moves.begin("redirect", [request()]) }] : []),
      ...(may.decline
        ? [{ id: "decline", label: w().decline, danger: true, run: () => props.moves.begin("decline", [request()]) }]
        : may.cancel
          ? [{ id: "cancel", label: w().cancel, danger: true, run: () => props.moves.begin("cancel", [request()]) }]
          : []),
      "line",
      { id: "open", label: w().open, href: href() },
    ];
  };
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <span class="min-w-0 flex-[1_1_13rem]">
        <A class="font-medium text-accent hover:underline" href={href()}>
          {r().reference(request().reference)}
        </A>
        <span class="ml-2">{request().side === "placing" ? request().course.number : request().school.name}</span>
        <span class="block text-xs text-muted tabular-nums">
          {request().kind === "group" ? r().group(request().size) : r().individual}, {datesOf(request().schedule)},{" "}
          {w().days(props.hit.days, props.hit.all)}
        </span>
        <Show when={request().may.relocate && props.hit.units.length === 0}>
          <span class="block text-xs text-danger">{w().noUnit}</span>
        </Show>
      </span>
      <StatusChip status={request().status} />
      <Menu size="sm" kind="plain" trigger={w().ways} items={ways()} />
    </li>
  );
}
