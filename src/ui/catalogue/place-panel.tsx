import { useQuery } from "@tanstack/solid-query";
import { Match, Show, Suspense, Switch } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Guarded } from "#ui/parts/mishap.tsx";
import { refocusOn } from "#ui/parts/refocus.ts";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { PlaceFormView } from "./place-form.tsx";
import { PlaceRecord } from "./place-record.tsx";
import type { PlaceTab } from "./place-tab.ts";
import { childOf, type Place } from "./place-values.ts";

export type PlaceView = "record" | "edit" | "add";

interface PanelProps {
  id: string;
  view: PlaceView;
  /** As the address has it. */
  tab: string | undefined;
  onTab(tab: PlaceTab): void;
  onView(view: PlaceView): void;
  onOpen(id: string): void;
  onClose(): void;
}

/** The record of a place beside the tree: read, edited, or added to. */
export function PlacePanel(props: PanelProps) {
  const keepFocus = refocusOn(() => props.view);
  const w = useWords(catalogueWords);
  const query = useQuery(() => ({
    queryKey: ["catalogue", "place", props.id],
    queryFn: () => api.catalogue.place.query({ id: props.id }),
  }));
  const adding = () => (props.view === "add" ? childOf[query.data?.level ?? "destination"] : undefined);
  const title = () => {
    const level = adding();
    return level ? w().newOf[level] : (query.data?.name ?? "");
  };
  const crumb = () => {
    const place = query.data;
    if (!place) return undefined;
    const above = [place.agencyName, place.siteName, place.serviceName].filter((name): name is string => name !== null);
    const names = adding()
      ? [...new Set([...above, place.name])]
      : above.slice(0, place.level === "destination" ? above.length : above.length - 1);
    return names.join(" › ") || w().level.agency;
  };
  return (
    <SidePanel
      title={<Suspense>{title()}</Suspense>}
      crumb={<Suspense>{crumb()}</Suspense>}
      aside={
        <Suspense>
          <Show when={!adding() && query.data}>{(place) => <Marks place={place()} />}</Show>
        </Suspense>
      }
      onClose={props.onClose}
      size="lg"
    >
      <div ref={keepFocus}>
        <Guarded>
          <Suspense fallback={<Skeleton rows={6} />}>
            <Show when={query.data}>
              {(place) => (
                <Switch
                  fallback={
                    <PlaceRecord place={place()} tab={props.tab} onTab={props.onTab} onView={props.onView} onClose={props.onClose} />
                  }
                >
                  <Match when={props.view === "edit" && place().may.edit}>
                    <PlaceFormView
                      level={place().level}
                      place={place()}
                      parent={null}
                      onDone={() => props.onView("record")}
                      onCancel={() => props.onView("record")}
                    />
                  </Match>
                  <Match when={place().may.add ? adding() : undefined}>
                    {(level) => (
                      <PlaceFormView
                        level={level()}
                        place={null}
                        parent={place()}
                        onDone={props.onOpen}
                        onCancel={() => props.onView("record")}
                      />
                    )}
                  </Match>
                </Switch>
              )}
            </Show>
          </Suspense>
        </Guarded>
      </div>
    </SidePanel>
  );
}

function Marks(props: { place: Place }) {
  const w = useWords(catalogueWords);
  return (
    <>
      <Show when={!props.place.isUser}>
        <span class="rounded-sm bg-st-paper-soft px-1.5 py-0.5 text-xs font-medium text-st-paper" title={w().nonUserHint}>
          {w().nonUser}
        </span>
      </Show>
      <Show when={props.place.retiredOn}>
        {(on) => (
          <span class="rounded-sm bg-st-new-soft px-1.5 py-0.5 text-xs font-medium text-st-new">
            {on() > dayIn(new Date()) ? w().retiresOn(on()) : w().retiredSince(on())}
          </span>
        )}
      </Show>
    </>
  );
}
