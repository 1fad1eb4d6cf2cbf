import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import FileCheck from "lucide-solid/icons/file-check";
import FileBlank from "lucide-solid/icons/file";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { profileWords } from "#words/profile.ts";

/** A unit's profile, one click away, and whether there is anything in it (F-037): where a request, a search or a redirection shows the unit. */
export function ProfileLink(props: {
  placeId: string;
  /** In a tab of its own: what is being planned or decided stays open. */
  apart?: boolean;
  class?: string;
}) {
  const w = useWords(profileWords);
  const query = useQuery(() => ({
    queryKey: ["profile", "says", props.placeId],
    queryFn: () => api.profile.says.query({ placeId: props.placeId }),
    staleTime: 300_000,
  }));
  const says = () => answerOf(query);
  return (
    <Show when={says()}>
      {(known) => (
        <A
          href={`/milieux/${props.placeId}`}
          target={props.apart ? "_blank" : undefined}
          class={`inline-flex min-h-6 items-center gap-1 text-xs hover:underline ${known().filled ? "text-accent" : "text-muted"} ${props.class ?? ""}`}
        >
          <Show when={known().filled} fallback={<FileBlank size={13} aria-hidden="true" />}>
            <FileCheck size={13} aria-hidden="true" />
          </Show>
          {known().filled ? w().filled : w().empty}
        </A>
      )}
    </Show>
  );
}
