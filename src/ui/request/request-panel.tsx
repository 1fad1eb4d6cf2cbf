import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, Show } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { requestWords } from "#words/request.ts";
import { useWhoWhen } from "./columns.tsx";
import { EditRequest } from "./edit-request.tsx";
import { isHeldNew } from "./hold-section.tsx";
import { Looking } from "./look-mark.tsx";
import { MoveButtons } from "./move-buttons.tsx";
import { MoveDialogs, type MoveKey, type Moves } from "./moves.tsx";
import { RequestDetails } from "./request-details.tsx";

export type OpenRequest = Outputs["request"]["get"];

export const useRequest = (id: () => string) =>
  useQuery(() => ({ queryKey: ["request", "get", id()], queryFn: () => api.request.get.query({ id: id() }), retry: false }));

/** A request over its list: all that this side may know of it, what can be done with it, and its history (F-116). */
export function RequestPanel(props: {
  id: string;
  moves: Moves;
  keys?: Partial<Record<MoveKey, string>>;
  onClose(): void;
  onSeen?(id: string): void;
}) {
  const w = useWords(requestWords);
  const request = useRequest(() => props.id);
  const whoWhen = useWhoWhen();
  const [editing, setEditing] = createSignal(false);
  createEffect(() => {
    if (request.data) props.onSeen?.(request.data.id);
  });
  const known = () => request.data;
  return (
    <SidePanel
      title={known() ? w().reference(known()?.reference ?? 0) : "…"}
      crumb={known() ? `${known()?.course.number} ${known()?.course.name}, ${known()?.cohort}, ${known()?.term}` : undefined}
      aside={
        <Show when={known()}>
          {(one) => (
            <>
              <StatusChip status={one().status} held={isHeldNew(one())} />
              {/* What a colleague does to it while one reads it has a name at once. */}
              <span class="text-xs text-muted">{whoWhen(one())}</span>
            </>
          )}
        </Show>
      }
      onClose={props.onClose}
      actions={
        known() && !editing() ? (
          <Show when={known()}>
            {(one) => (
              <>
                <Show when={one().may.change}>
                  <Button kind="quiet" class="mr-auto" onClick={() => setEditing(true)}>
                    {w().panel.edit}
                  </Button>
                </Show>
                <MoveButtons requests={[one()]} moves={props.moves} {...(props.keys ? { keys: props.keys } : {})} />
              </>
            )}
          </Show>
        ) : undefined
      }
    >
      <Show when={!request.isError} fallback={<Mishap error={request.error} />}>
        <Show when={known()} fallback={<Skeleton rows={10} />}>
          {(one) => (
            <>
              <Looking requestId={one().id} />
              <Show when={editing()} fallback={<RequestDetails of={one()} moves={props.moves} />}>
                <EditRequest of={one()} onDone={() => setEditing(false)} />
              </Show>
            </>
          )}
        </Show>
      </Show>
      <MoveDialogs moves={props.moves} />
    </SidePanel>
  );
}
