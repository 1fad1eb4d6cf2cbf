import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { For, Show, type JSX } from "solid-js";
import type { EventKind } from "#domain/event.ts";
import type { WelcomeNotice } from "#domain/welcome.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { ButtonLink } from "#ui/parts/button.tsx";
import { welcomePageWords } from "#words/welcome-page.ts";
import { writeInstant } from "#words/words.ts";
import { Hideable, stateOf } from "./hidden.tsx";
import { NoticeHead } from "./notice-head.tsx";

/** What makes the four lists old. */
const makeOld: EventKind[] = [
  "catalogue.added",
  "catalogue.changed",
  "catalogue.retired",
  "catalogue.removed",
  "request.cloned",
  "request.clone-taken-back",
  "request.declined",
  "request.cancelled",
  "survey.answered",
  "survey.settled",
  "survey.revoked",
  "agreement.added",
  "agreement.changed",
  "agreement.removed",
];

interface Line {
  id: string;
  title: string;
  text: string;
  more?: string;
  href: string;
}

/**
 * What others made or answered and this role should know of: units a host added, requests it cloned with what it wrote, profiles that came
 * back, agreements that end (4.1.7, K08).
 */
export function ToldNotices() {
  const w = useWords(welcomePageWords);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const told = useQuery(() => ({ queryKey: ["welcome", "told"], queryFn: () => api.welcome.notices.query() }));
  onLive(makeOld, () => void queries.invalidateQueries({ queryKey: ["welcome", "told"] }));
  const known = () => answerOf(told);
  const when = (at: string) => writeInstant(at, language(), new Date());
  const clones = (): Line[] =>
    (known()?.clones ?? []).map((one) => ({
      id: one.id,
      title: `${w().clones.line(one.reference, one.of)}, ${w().clones.to(one.destination)}`,
      text: `${one.by} (${one.organisation}), ${when(one.at)}`,
      more: one.message,
      href: `/accueil/${one.id}`,
    }));
  const units = (): Line[] =>
    (known()?.units ?? []).map((one) => ({
      id: one.id,
      title: w().units.line(one.name, one.service, one.site),
      text: w().units.by(one.organisation, when(one.at)),
      href: `/milieux/${one.id}`,
    }));
  const surveys = (): Line[] =>
    (known()?.surveys ?? []).map((one) => ({
      id: one.id,
      title: one.place,
      text: w().surveys.line(one.by, when(one.at)),
      href: `/milieux/${one.placeId}`,
    }));
  const agreements = (): Line[] =>
    (known()?.agreements ?? []).map((one) => ({
      id: one.id,
      title: one.other,
      text: w().agreements.line(one.title, one.endsOn),
      href: `/milieux/${one.receivingId}`,
    }));
  return (
    <>
      <Lines kind="clone" title={w().clones.title} open={w().clones.open} lines={clones()} />
      <Lines kind="new-unit" title={w().units.title} open={w().units.open} lines={units()} />
      <Lines kind="survey" title={w().surveys.title} open={w().surveys.open} lines={surveys()} />
      <Lines kind="agreement" title={w().agreements.title} open={w().agreements.open} lines={agreements()} />
    </>
  );
}

/** One list of them, hidden as a whole while it is the same. */
function Lines(props: { kind: WelcomeNotice; title: string; open: string; lines: Line[] }): JSX.Element {
  const state = () => stateOf(props.lines.map(({ id, text }) => (props.kind === "agreement" ? `${id}:${text}` : id)));
  return (
    <Show when={props.lines.length > 0}>
      <Hideable of={{ kind: props.kind, state: state() }} name={props.title}>
        {(hide) => (
          <section aria-labelledby={`told-${props.kind}`} class="rounded-lg border border-line bg-surface">
            <NoticeHead id={`told-${props.kind}`} title={props.title} hide={hide()} />
            <ul class="divide-y divide-line">
              <For each={props.lines.map(({ id }) => id)}>
                {(id) => (
                  <Show when={props.lines.find((one) => one.id === id)}>
                    {(line) => (
                      <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
                        <span class="min-w-0 flex-[1_1_16rem] text-sm">
                          <span class="font-medium">{line().title}</span>
                          <span class="block text-xs text-muted">{line().text}</span>
                          <Show when={line().more}>
                            <q class="block text-sm">{line().more}</q>
                          </Show>
                        </span>
                        <ButtonLink size="sm" href={line().href}>
                          {props.open}
                        </ButtonLink>
                      </li>
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </section>
        )}
      </Hideable>
    </Show>
  );
}
