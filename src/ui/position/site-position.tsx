import ExternalLink from "lucide-solid/icons/external-link";
import { Show } from "solid-js";
import { writePosition, type Point } from "#domain/position.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { positionWords } from "#words/position.ts";
import { PositionForm } from "./position-form.tsx";
import { usePosition } from "./position-state.ts";

const mapOf = ({ latitude, longitude }: Point): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;

/** Where a site stands, in its panel: read by everyone, said by who keeps the site. */
export function SitePosition(props: { siteId: string }) {
  const w = useWords(positionWords);
  const { found, editing, setEditing, write, saved } = usePosition({
    key: ["catalogue", "position"],
    id: () => props.siteId,
    read: (siteId) => api.position.ofSite.query({ siteId }),
    save: (siteId, point) => api.position.setSite.mutate({ siteId, point }),
  });
  return (
    <Show when={found()} fallback={<Skeleton rows={1} />}>
      {(at) => (
        <Show
          when={editing()}
          fallback={
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Show when={at().point} fallback={<span class="text-muted">{w().unknown}</span>}>
                {(point) => (
                  <>
                    <span class="tabular-nums">{writePosition(point())}</span>
                    <a
                      class="inline-flex min-h-6 items-center gap-1 text-xs text-accent hover:underline"
                      href={mapOf(point())}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {w().onMap} <ExternalLink class="size-3" aria-hidden="true" />
                    </a>
                  </>
                )}
              </Show>
              <Show when={at().may.edit}>
                <Button size="sm" kind="quiet" onClick={() => setEditing(true)}>
                  {at().point ? w().edit : w().add}
                </Button>
              </Show>
              <span class="block w-full text-xs text-muted">{w().siteWhy}</span>
            </div>
          }
        >
          <PositionForm
            draft={`position:${props.siteId}`}
            point={at().point}
            decimals={5}
            hint={w().siteHint}
            send={write}
            onDone={saved}
            onCancel={() => setEditing(false)}
          />
        </Show>
      )}
    </Show>
  );
}
