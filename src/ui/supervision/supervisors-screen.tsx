import { useQuery } from "@tanstack/solid-query";
import { Show, type JSX } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { TabLinks } from "#ui/parts/tabs.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { MissingList } from "./missing-list.tsx";
import { SupervisorList } from "./supervisor-list.tsx";

/** How many accepted placements want somebody, and how many of them soon. */
export const useSupervisionCounts = () =>
  useQuery(() => ({ queryKey: ["supervision", "counts"], queryFn: () => api.supervision.counts.query() }));

function Tabbed(props: { children: JSX.Element }) {
  const w = useWords(supervisionWords);
  const counts = useSupervisionCounts();
  const known = () => answerOf(counts);
  return (
    <Screen
      title={w().screen.title}
      fill
      aside={<Show when={known()}>{(one) => <span class="text-sm text-muted">{w().screen.soonCount(one().soon, one().days)}</span>}</Show>}
      bar={
        <TabLinks
          label={w().screen.title}
          links={[
            { href: "/superviseurs", label: w().screen.missing, ...(known() ? { count: known()?.missing ?? 0 } : {}) },
            { href: "/superviseurs/personnes", label: w().screen.people },
          ]}
        />
      }
    >
      {props.children}
    </Screen>
  );
}

/** `/superviseurs`: accepted placements nobody goes with yet (X05). */
export function MissingScreen() {
  return (
    <Tabbed>
      <MissingList />
    </Tabbed>
  );
}

/** `/superviseurs/personnes`: who supervises what. */
export function SupervisorsScreen() {
  return (
    <Tabbed>
      <SupervisorList />
    </Tabbed>
  );
}
