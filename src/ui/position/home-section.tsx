import { useQuery, useQueryClient } from "@tanstack/solid-query";
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

/** About where a student lives, on her page: optional, the school's alone, two decimals (R427). */
export function HomeSection(props: { studentId: string }) {
  const w = useWords(positionWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [editing, setEditing] = createSignal(false);
  const home = useQuery(() => ({
    queryKey: ["student", "home", props.studentId],
    queryFn: () => api.position.ofHome.query({ studentId: props.studentId }),
  }));
  const write = async (point: Point | null) => {
    const result = await api.position.setHome.mutate({ studentId: props.studentId, point });
    await queries.invalidateQueries({ queryKey: ["student", "home"] });
    return { ...result, after: point };
  };
  const saved = ({ before, after }: { before: Point | null; after?: Point | null }) => {
    setEditing(false);
    const undo = () => void write(before).then(() => toast({ text: w().undone }), failure.tell);
    toast({ text: after === null ? w().cleared : w().saved, action: { label: w().undo, run: undo } });
  };
  return (
    <Show when={answerOf(home)} fallback={<Skeleton rows={1} />}>
      {(found) => (
        <div class="flex flex-col gap-2 text-sm">
          <Show
            when={editing()}
            fallback={
              <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Show when={found().point} fallback={<span class="text-muted italic">{w().unknown}</span>}>
                  {(point) => <span class="tabular-nums">{w().about(writePosition(point(), 2))}</span>}
                </Show>
                <Show when={found().may.edit}>
                  <Button size="sm" kind="quiet" onClick={() => setEditing(true)}>
                    {found().point ? w().edit : w().add}
                  </Button>
                </Show>
              </div>
            }
          >
            <PositionForm
              draft={`home:${props.studentId}`}
              point={found().point}
              decimals={2}
              hint={w().homeHint}
              send={write}
              onDone={saved}
              onCancel={() => setEditing(false)}
            />
          </Show>
          <p class="text-xs text-muted">{w().homeWhy}</p>
        </div>
      )}
    </Show>
  );
}
