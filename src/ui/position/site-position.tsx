import { useQuery, useQueryClient } from "@tanstack/solid-query";
import ExternalLink from "lucide-solid/icons/external-link";
import { createSignal, Show } from "solid-js";
import { writePosition, type Point } from "#domain/position.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { positionWords } from "#words/position.ts";
import { PositionForm } from "./position-form.tsx";

const mapOf = ({ latitude, longitude }: Point): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;

/** Where a site stands, in its panel: read by everyone, said by who keeps the site. */
export function SitePosition(props: { siteId: string }) {
  const w = useWords(positionWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [editing, setEditing] = createSignal(false);
  const position = useQuery(() => ({
    queryKey: ["catalogue", "position", props.siteId],
    queryFn: () => api.position.ofSite.query({ siteId: props.siteId }),
  }));
  const write = async (point: Point | null) => {
    const result = await api.position.setSite.mutate({ siteId: props.siteId, point });
    await queries.invalidateQueries({ queryKey: ["catalogue", "position"] });
    return { ...result, after: point };
  };
  const saved = ({ before, after }: { before: Point | null; after?: Point | null }) => {
    setEditing(false);
    const undo = () => void write(before).then(() => toast({ text: w().undone }), failure.tell);
    toast({ text: after === null ? w().cleared : w().saved, action: { label: w().undo, run: undo } });
  };
  return (
    <Show when={answerOf(position)} fallback={<Skeleton rows={1} />}>
      {(found) => (
        <Show
          when={editing()}
          fallback={
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Show when={found().point} fallback={<span class="text-muted">{w().unknown}</span>}>
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
              <Show when={found().may.edit}>
                <Button size="sm" kind="quiet" onClick={() => setEditing(true)}>
                  {found().point ? w().edit : w().add}
                </Button>
              </Show>
              <span class="block w-full text-xs text-muted">{w().siteWhy}</span>
            </div>
          }
        >
          <PositionForm
            draft={`position:${props.siteId}`}
            point={found().point}
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
