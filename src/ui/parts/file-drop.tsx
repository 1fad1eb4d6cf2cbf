import { FileUpload } from "@ark-ui/solid/file-upload";
import { createSignal, Show } from "solid-js";
import FileUp from "lucide-solid/icons/file-up";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { buttonClass } from "./button.tsx";
import { Notice } from "./notice.tsx";

/**
 * One file, dropped or chosen. `accept` lists endings (`[".csv", ".xlsx"]`): the name is what people know, and
 * browsers disagree on the kinds; the server judges what is inside.
 */
export function FileDrop(props: {
  label: string;
  accept: readonly string[];
  megabytes: number;
  disabled?: boolean;
  onFile(file: File): void;
}) {
  const w = useWords(partWords);
  const [refused, setRefused] = createSignal<string | null>(null);
  const kinds = () => props.accept.map((ending) => ending.slice(1).toUpperCase()).join(", ");
  const judge = (file: File) => {
    setRefused(null);
    if (!props.accept.some((ending) => file.name.toLowerCase().endsWith(ending))) setRefused(w().file.wrongKind(file.name, kinds()));
    else if (file.size > props.megabytes * 1_000_000) setRefused(w().file.tooLarge(file.name, props.megabytes));
    else props.onFile(file);
  };
  return (
    <div class="flex flex-col gap-2">
      <FileUpload.Root
        maxFiles={1}
        disabled={props.disabled ?? false}
        acceptedFiles={[]}
        translations={{ dropzone: props.label }}
        onFileChange={({ acceptedFiles, rejectedFiles }) => {
          const file = acceptedFiles[0] ?? rejectedFiles[0]?.file;
          if (file) judge(file);
        }}
      >
        <FileUpload.Dropzone
          disableClick
          class="flex flex-col items-center gap-2 rounded-lg border-2 border-dashed border-line-strong bg-surface px-4 py-8 text-center transition-colors data-dragging:border-accent data-dragging:bg-accent-soft"
        >
          <span class="grid size-10 place-items-center rounded-xl bg-accent-soft text-accent" aria-hidden="true">
            <FileUp size={20} />
          </span>
          <FileUpload.Label class="font-medium">{props.label}</FileUpload.Label>
          <p class="text-sm text-muted">
            {w().file.drop}, {w().file.or}
          </p>
          <FileUpload.Trigger class={buttonClass("plain")}>{w().file.choose}</FileUpload.Trigger>
          <p class="text-xs text-muted">{w().file.kinds(kinds(), props.megabytes)}</p>
        </FileUpload.Dropzone>
        <FileUpload.HiddenInput accept={props.accept.join(",")} />
      </FileUpload.Root>
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
    </div>
  );
}
