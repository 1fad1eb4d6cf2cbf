import { Show } from "solid-js";
import FileCheck from "lucide-solid/icons/file-check";
import FileDashed from "lucide-solid/icons/file";
import { useWords } from "#ui/language.tsx";
import { profileWords } from "#words/profile.ts";

/** Whether a place says anything of itself, wherever it is shown (F-037, K15): filled is another sign than empty, and both have words. */
export function ProfileMark(props: { filled: boolean; size?: number }) {
  const w = useWords(profileWords);
  const text = () => (props.filled ? w().filled : w().empty);
  return (
    <span class="inline-flex shrink-0 items-center" title={text()}>
      <Show when={props.filled} fallback={<FileDashed size={props.size ?? 14} class="text-faint" aria-hidden="true" />}>
        <FileCheck size={props.size ?? 14} class="text-accent" aria-hidden="true" />
      </Show>
      <span class="sr-only">{text()}</span>
    </span>
  );
}
