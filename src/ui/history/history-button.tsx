import { createSignal, Show } from "solid-js";
import History from "lucide-solid/icons/scroll-text";
import { useWords } from "#ui/language.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { activityWords } from "#words/activity.ts";
import { HistoryPanel } from "./history-panel.tsx";

/** The history of a thing that has no page of its own (an agreement, a board), from its line in a list. */
export function HistoryButton(props: { about: string | readonly string[]; name: string }) {
  const w = useWords(activityWords);
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <IconButton
        size="sm"
        label={w().historyOf(props.name)}
        icon={<History size={14} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      />
      <Show when={open()}>
        <Dialog open title={w().historyOf(props.name)} onClose={() => setOpen(false)}>
          <div class="max-h-[60vh] min-h-32 overflow-auto">
            <HistoryPanel about={props.about} />
          </div>
        </Dialog>
      </Show>
    </>
  );
}
