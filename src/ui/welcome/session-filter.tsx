import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Select } from "#ui/parts/select.tsx";
import { welcomePageWords } from "#words/welcome-page.ts";
import { useWelcome } from "./page-state.ts";

/** « Aujourd’hui et à venir », or a term: kept for the role, and in the address (F-151). Who has two sides turns here. */
export function SessionFilter() {
  const w = useWords(welcomePageWords);
  const page = useWelcome();
  const plain = () => (["today", "past", "all"] as const).map((value) => ({ value: value as string, label: w().sessions[value] }));
  const terms = () =>
    (page.head()?.terms ?? []).map((term) => ({ value: term.id, label: term.name, group: term.school === null ? w().terms : term.school }));
  const both = () => page.actor().kind === "observer" && page.actor().agencyKind === "both";
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Show when={both()}>
        <Select
          look="quiet"
          aria-label={w().sides.label}
          value={page.asked().side}
          onChange={page.turn}
          options={(["placing", "receiving"] as const).map((value) => ({ value, label: w().sides[value] }))}
        />
      </Show>
      <Show when={page.head()}>
        {(head) => (
          <Select
            class="max-w-60"
            aria-label={w().session}
            value={head().session}
            onChange={(session) => void page.narrow(session)}
            options={[...plain(), ...terms()]}
          />
        )}
      </Show>
    </div>
  );
}
