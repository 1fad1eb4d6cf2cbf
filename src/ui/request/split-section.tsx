import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createMemo, For, Show } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Split from "lucide-solid/icons/split";
import type { SeenRequest } from "#domain/request-seen.ts";
import { sharing } from "#domain/request-split.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { requestWords } from "#words/request.ts";
import { splitWords } from "#words/request-split.ts";
import { tagWords } from "#words/request-tag.ts";
import { datesOf, placeOf } from "./columns.tsx";
import type { Moves } from "./moves.tsx";
import { TagChip } from "./tag-chip.tsx";

const over = (one: SeenRequest): boolean => one.status === "declined" || one.status === "cancelled";

/** A new destination, announced or added, with its reason: the first thing who receives it reads (T34). */
export function SplitNotice(props: { of: SeenRequest }) {
  const s = useWords(splitWords);
  return (
    <>
      <Show when={props.of.status === "new-part" && props.of.side !== "placing"}>
        <Notice kind="info" quiet class="mb-3" title={s().section.announced(props.of.school.name)}>
          <Show when={props.of.split?.reason}>{(reason) => <p>{reason()}</p>}</Show>
          <p>{s().section.announcedNext}</p>
        </Notice>
      </Show>
      <Show when={props.of.status !== "new-part" && props.of.split?.reason}>
        {(reason) => (
          <Notice kind="info" quiet class="mb-3" title={s().section.added}>
            {reason()}
          </Notice>
        )}
      </Show>
    </>
  );
}

/** The places and periods a request's group goes through, and the requests that share its instructor (F-120 to F-122), on either side. */
export function SplitSection(props: { of: SeenRequest; moves: Moves }) {
  const s = useWords(splitWords);
  const r = useWords(requestWords);
  const concerned = () => props.of.split !== null || props.of.linked;
  const family = useQuery(() => ({
    queryKey: ["request", "family", props.of.id],
    queryFn: () => api.requestSplit.family.query({ id: props.of.id }),
    enabled: concerned(),
  }));
  const known = () => (concerned() ? answerOf(family) : undefined);
  const members = () => (props.of.split === null ? [] : (known()?.members ?? []));
  const primary = () => members().find((one) => one.id === known()?.primaryId);
  const drafts = () => members().filter((one) => one.may.send && one.id !== props.of.id);
  const acts = () => props.moves.acts;
  const base = () => (props.of.side === "placing" ? "/sorties" : "/demandes");
  /** Students of the group whom nobody receives at a time when others are received: a part said no. */
  const missing = createMemo(() => {
    const whole = primary();
    if (!whole || props.of.side !== "placing") return 0;
    const lost = sharing(members()).map((cluster) => {
      const open = cluster.filter((one) => !over(one));
      const taken = open.reduce((sum, one) => sum + (one.id === whole.id ? one.sizeHere : one.size), 0);
      return open.length === 0 || open.length === cluster.length ? 0 : Math.max(0, whole.size - taken);
    });
    return Math.max(0, ...lost);
  });
  const items = (one: SeenRequest) => {
    const lead = primary();
    return [
      { id: "lead", label: s().acts.lead, run: () => void acts().lead(one) },
      { id: "unsplit", label: s().acts.unsplit, run: () => void acts().unsplit(one, lead ? { id: lead.id, version: lead.version } : null) },
    ];
  };
  return (
    <>
      <Show when={props.of.split !== null}>
        <section class="border-t border-line py-3 first:border-t-0 first:pt-0">
          <h3 class="mb-1.5 text-xs font-semibold text-muted">{s().section.title}</h3>
          <p class="mb-2 text-sm text-muted">{s().section.lead}</p>
          <Show when={missing() > 0}>
            <Notice kind="warn" quiet class="mb-2">
              {s().section.missing(missing())}
            </Notice>
          </Show>
          <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
            <For each={members()}>
              {(one) => (
                <li
                  class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm"
                  classList={{ "bg-accent-soft/40": one.id === props.of.id }}
                >
                  <StatusChip status={one.status} short />
                  <span class="min-w-0 flex-[1_1_12rem]" classList={{ "text-muted line-through": over(one) }}>
                    <Show when={one.id !== props.of.id} fallback={<span class="font-semibold">{placeOf(one.place) || r().toChoose}</span>}>
                      <A href={`${base()}/${one.id}`} class="font-medium text-accent hover:underline">
                        {placeOf(one.place) || one.place.receiving || r().toChoose}
                      </A>
                    </Show>
                    <span class="block text-xs text-muted tabular-nums">
                      {r().reference(one.reference)} · {datesOf(one.schedule)} ·{" "}
                      {one.id === known()?.primaryId && one.sizeHere !== one.size
                        ? s().section.ofGroup(one.sizeHere, one.size)
                        : s().section.takes(one.sizeHere)}
                    </span>
                  </span>
                  <Show when={one.id === known()?.primaryId}>
                    <span class="rounded-sm bg-sunken px-1.5 text-xs font-medium text-muted">{s().primary}</span>
                  </Show>
                  <Show when={one.may.unsplit}>
                    <Menu label={r().panel.more} size="sm" trigger={<Ellipsis size={15} aria-hidden="true" />} items={items(one)} />
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={(known()?.elsewhere ?? 0) > 0}>
            <p class="mt-1.5 text-sm text-muted">{s().section.elsewhere(known()?.elsewhere ?? 0)}</p>
          </Show>
          <div class="mt-2 flex flex-wrap gap-2">
            <Show when={drafts().length > 0 && props.of.side === "placing"}>
              <Button size="sm" onClick={() => props.moves.begin("send", drafts())}>
                {s().section.send(drafts().length)}
              </Button>
            </Show>
            <Show when={primary()?.may.split ? primary() : undefined}>
              {(lead) => (
                <Button size="sm" icon={<Split size={14} />} onClick={() => acts().begin("split", [lead()])}>
                  {s().acts.share}
                </Button>
              )}
            </Show>
          </div>
        </section>
      </Show>
      <Show when={props.of.split === null && props.of.may.split}>
        <section class="border-t border-line py-3">
          <h3 class="mb-1.5 text-xs font-semibold text-muted">{s().section.title}</h3>
          <div class="flex flex-wrap items-center gap-3">
            <p class="text-sm text-muted">{s().section.one}</p>
            <Button size="sm" icon={<Split size={14} />} onClick={() => acts().begin("split", [props.of])}>
              {props.of.status === "new" ? s().acts.split : s().acts.add}
            </Button>
          </div>
        </section>
      </Show>
      <Show when={(known()?.chain.length ?? 0) > 0}>
        <section class="border-t border-line py-3">
          <h3 class="mb-1.5 text-xs font-semibold text-muted">{s().section.chain}</h3>
          <ul class="flex flex-col gap-1 text-sm">
            <For each={known()?.chain ?? []}>
              {(one) => (
                <li class="flex flex-wrap items-center gap-x-2">
                  <StatusChip status={one.status} short />
                  <A href={`${base()}/${one.id}`} class="text-accent hover:underline">
                    {r().reference(one.reference)} · {placeOf(one.place) || r().toChoose}
                  </A>
                  <span class="text-xs text-muted tabular-nums">{datesOf(one.schedule)}</span>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.of.may.link}>
            <div class="mt-2 flex flex-wrap items-center gap-3">
              <Button size="sm" kind="quiet" onClick={() => void acts().unlink([props.of], known()?.chain ?? [])}>
                {s().acts.unlink}
              </Button>
              <p class="text-xs text-muted">{s().section.chainText}</p>
            </div>
          </Show>
        </section>
      </Show>
      <TagList of={props.of} />
    </>
  );
}

/** What was changed of the placement's dates since it was agreed on, the latest last. */
function TagList(props: { of: SeenRequest }) {
  const t = useWords(tagWords);
  const { language } = useLanguage();
  return (
    <Show when={props.of.tags.length > 0}>
      <section class="border-t border-line py-3" lang={language()}>
        <h3 class="mb-1.5 text-xs font-semibold text-muted">{t().section}</h3>
        <ul class="flex flex-col gap-1.5 text-sm">
          <For each={props.of.tags}>
            {(tag) => (
              <li class="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <TagChip tag={tag} />
                <span class="text-xs text-muted tabular-nums">
                  {[
                    tag.kind === "suspended"
                      ? ""
                      : `${t().asWas(tag.startsBefore, tag.endsBefore)} → ${t().asWas(tag.startsAfter, tag.endsAfter)}`,
                    tag.resubmitted ? t().resubmitted : "",
                    tag.resumedOn === null ? "" : t().resumed(tag.resumedOn),
                  ]
                    .filter((part) => part !== "")
                    .join(", ")}
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
