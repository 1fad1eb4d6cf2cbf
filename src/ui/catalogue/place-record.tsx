import { createEffect, createMemo, on, type JSX } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Tabs } from "#ui/parts/tabs.tsx";
import { WatchButton } from "#ui/watch/watch-button.tsx";
import { profileWords } from "#words/profile.ts";
import { CapacityTab } from "./capacity-tab.tsx";
import { ClosureSection } from "./closure-section.tsx";
import { ContactTab } from "./contact-tab.tsx";
import { DocumentTab } from "./document-tab.tsx";
import { GeneralTab } from "./general-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { PlaceActions } from "./place-actions.tsx";
import { tabAt, tabsOf, type PlaceTab } from "./place-tab.ts";
import type { Place } from "./place-values.ts";
import { PrerequisiteTab } from "./prerequisite-tab.tsx";

/** The record of a place under its tabs; which one is shown is in the address (2.6, F-036). */
export function PlaceRecord(props: {
  place: Place;
  /** As the address has it. */
  tab: string | undefined;
  onTab(tab: PlaceTab): void;
  onView(view: "edit" | "add"): void;
  onClose(): void;
}) {
  const w = useWords(profileWords);
  const content: Record<PlaceTab, () => JSX.Element> = {
    general: () => <GeneralTab place={props.place} />,
    closures: () => <ClosureSection place={props.place} />,
    contacts: () => <ContactTab place={props.place} />,
    prerequisites: () => <PrerequisiteTab place={props.place} />,
    documents: () => <DocumentTab place={props.place} />,
    capacity: () => <CapacityTab place={props.place} />,
    history: () => <HistoryTab place={props.place} />,
  };
  let record: HTMLDivElement | undefined;
  const current = () => tabAt(props.place.level, props.tab);
  // On a phone the tabs scroll: the one shown is brought into view, also when a link opened it.
  createEffect(
    on(current, () => record?.querySelector("[role=tab][data-selected]")?.scrollIntoView({ inline: "nearest", block: "nearest" })),
  );
  const watched = () => {
    const { level, id, name } = props.place;
    return { question: { kind: "place" as const, on: "changes" as const, discipline: null, where: { level, id } }, names: { [id]: name } };
  };
  const tabs = createMemo(() =>
    tabsOf(props.place.level).map((value) => ({
      value,
      label: w().tab[value],
      get content() {
        return content[value]();
      },
    })),
  );
  return (
    <div ref={record} class="flex flex-col gap-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <PlaceActions place={props.place} onView={props.onView} onClose={props.onClose} />
        <WatchButton of="place" question={watched} />
      </div>
      <Tabs label={w().tabs(props.place.name)} value={current()} onChange={(value) => props.onTab(value as PlaceTab)} tabs={tabs()} />
    </div>
  );
}
