import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { importWords } from "#words/import.ts";
import { UndoImport } from "./undo-import.tsx";
import type { Preview } from "./use-import.ts";

/** After the list is written: what it did, where to go, and the way back for a day. */
export function ImportDone(props: { of: Preview; back: string }) {
  const w = useWords(importWords);
  const list = useQuery(() => ({
    queryKey: ["student", "import", "list", props.of.course?.id ?? null],
    queryFn: () => api.studentImport.list.query({ cohortCourseId: props.of.course?.id ?? null }),
  }));
  const done = () => list.data?.done.find(({ id }) => id === props.of.importId);
  return (
    <EmptyState
      icon={<CircleCheck size={22} />}
      title={done()?.undoneAt ? w().undone : w().doneHeading}
      text={<Show when={done()}>{(one) => w().doneText(one().added, one().changed, one().enrolled)}</Show>}
      action={
        <>
          <Show
            when={props.of.course}
            fallback={
              <ButtonLink kind="primary" href="/etudiants">
                {w().seeRegister}
              </ButtonLink>
            }
          >
            {(course) => (
              <ButtonLink kind="primary" href={`/cohortes/${course().cohortId}/cours/${course().id}/inscriptions`}>
                {w().seeCourse}
              </ButtonLink>
            )}
          </Show>
          <ButtonLink href={props.back}>{w().another}</ButtonLink>
          <Show when={done()?.may.undo ? done() : null}>{(one) => <UndoImport id={one().id} />}</Show>
        </>
      }
    />
  );
}
