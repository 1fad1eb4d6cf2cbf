import { Show } from "solid-js";
import { writePosition } from "#domain/position.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { positionWords } from "#words/position.ts";
import { PositionForm } from "./position-form.tsx";
import { usePosition } from "./position-state.ts";

/** About where a student lives, on her page: optional, the school's alone, two decimals (R427). */
export function HomeSection(props: { studentId: string }) {
  const w = useWords(positionWords);
  const { found, editing, setEditing, write, saved } = usePosition({
    key: ["student", "home"],
    id: () => props.studentId,
    read: (studentId) => api.position.ofHome.query({ studentId }),
    save: (studentId, point) => api.position.setHome.mutate({ studentId, point }),
  });
  return (
    <Show when={found()} fallback={<Skeleton rows={1} />}>
      {(at) => (
        <div class="flex flex-col gap-2 text-sm">
          <Show
            when={editing()}
            fallback={
              <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Show when={at().point} fallback={<span class="text-muted italic">{w().unknown}</span>}>
                  {(point) => <span class="tabular-nums">{w().about(writePosition(point(), 2))}</span>}
                </Show>
                <Show when={at().may.edit}>
                  <Button size="sm" kind="quiet" onClick={() => setEditing(true)}>
                    {at().point ? w().edit : w().add}
                  </Button>
                </Show>
              </div>
            }
          >
            <PositionForm
              draft={`home:${props.studentId}`}
              point={at().point}
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
