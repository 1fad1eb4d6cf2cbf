import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { profileWords } from "#words/profile.ts";
import type { Place } from "./place-values.ts";
import { PrerequisiteForm, type PrerequisiteOf } from "./prerequisite-form.tsx";
import { useProfile } from "./profile-section.tsx";

/** What students and instructors do before they arrive: of the place itself, and of what it lies under. */
export function PrerequisiteTab(props: { place: Place }) {
  const w = useWords(profileWords);
  const say = () => w().prerequisites;
  const failure = useFailure();
  const [editing, setEditing] = createSignal<PrerequisiteOf | "new" | null>(null);
  const query = useProfile(() => props.place.id);
  const profile = () => answerOf(query);
  const groups = () => {
    const all = profile()?.prerequisites ?? [];
    // Its own first, then those of what it lies under, the nearest first.
    const froms = [...new Map(all.flatMap(({ from }) => (from ? [[from.id, from] as const] : []))).values()];
    return [null, ...froms.toSorted((one, other) => Number(other.id === props.place.serviceId) - Number(one.id === props.place.serviceId))]
      .map((from) => ({ from, list: all.filter((one) => (one.from?.id ?? null) === (from?.id ?? null)) }))
      .filter(({ list }) => list.length > 0);
  };
  const who = (of: PrerequisiteOf) => (of.students && of.instructors ? say().both : of.students ? say().students : say().instructors);
  const remove = async ({ id }: PrerequisiteOf) => {
    try {
      const was = await api.profile.removePrerequisite.mutate({ id });
      toast({
        text: say().removed,
        action: { label: w().undo, run: () => void api.profile.addPrerequisite.mutate(was).catch(failure.tell) },
      });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Show when={profile()} fallback={<Skeleton rows={4} />}>
      {(found) => (
        <section class="flex flex-col gap-3">
          <div class="flex flex-wrap items-center gap-2">
            <h3 class="min-w-0 flex-1 font-semibold">{w().tab.prerequisites}</h3>
            <Show when={found().may.edit}>
              <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEditing("new")}>
                {say().add}
              </Button>
            </Show>
          </div>
          <Show
            when={groups().length > 0}
            fallback={<p class="text-sm text-muted">{found().may.edit ? `${say().none} ${say().teach}` : say().none}</p>}
          >
            <For each={groups()}>
              {({ from, list }) => (
                <div class="flex flex-col gap-1.5">
                  <Show when={groups().length > 1 || from}>
                    <h4 class="text-xs font-semibold text-muted">{from ? w().inheritedFrom(from.name) : say().own}</h4>
                  </Show>
                  <ul class="divide-y divide-line rounded-lg border border-line text-sm">
                    <For each={list}>
                      {(one) => (
                        <li class="flex items-start gap-2 px-3 py-2">
                          <span class="min-w-0 flex-1">
                            <span class="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                              <span class="font-medium">{one.name}</span>
                              <span
                                class={`rounded-sm px-1.5 text-xs font-medium ${one.mandatory ? "bg-warn-soft text-warn" : "bg-st-new-soft text-st-new"}`}
                              >
                                {one.mandatory ? say().mandatory : say().optional}
                              </span>
                            </span>
                            <span class="block text-muted">
                              {who(one)}
                              {one.daysBefore === null ? "" : `, ${say().before(one.daysBefore)}`}
                            </span>
                            <Show when={one.note !== ""}>
                              <span class="block whitespace-pre-line">{one.note}</span>
                            </Show>
                          </span>
                          <Show when={one.may.edit}>
                            <IconButton
                              size="sm"
                              label={say().edit(one.name)}
                              icon={<Pencil size={14} aria-hidden="true" />}
                              onClick={() => setEditing(one)}
                            />
                            <IconButton
                              size="sm"
                              label={say().remove(one.name)}
                              icon={<Trash size={14} aria-hidden="true" />}
                              onClick={() => void remove(one)}
                            />
                          </Show>
                        </li>
                      )}
                    </For>
                  </ul>
                </div>
              )}
            </For>
          </Show>
          <Show when={editing()} keyed>
            {(of) => (
              <Dialog open title={of === "new" ? say().addTitle(props.place.name) : say().editTitle} onClose={() => setEditing(null)}>
                <PrerequisiteForm place={props.place} prerequisite={of === "new" ? null : of} onClose={() => setEditing(null)} />
              </Dialog>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}
