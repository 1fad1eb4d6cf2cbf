import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { connection } from "#ui/live.ts";
import { toast } from "#ui/parts/toast.tsx";
import { printWords } from "#words/print.ts";

export type Printout = Outputs["print"]["list"]["printouts"][number];
export type PrintCommand = "deliver" | "undeliver" | "remake";

/** `/fichier?rapport=…`: the PDF itself; `keep` saves it instead of showing it. */
export const fileOf = (id: string, keep = false): string => `/fichier?rapport=${id}${keep ? "&garder" : ""}`;

/** What is done with reports of the queue; a delivery is taken back from its toast. */
export function usePrintCommands(on: { done?: () => void } = {}) {
  const queries = useQueryClient();
  const w = useWords(printWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal<PrintCommand | null>(null);
  const run = async (command: PrintCommand, ids: string[]) => {
    const [first] = ids;
    if (first === undefined || pending() !== null) return;
    setPending(command);
    try {
      if (command === "remake") {
        for (const id of ids) await api.print.remake.mutate({ id });
        toast({ text: w().done.remake });
      } else {
        const changed = await api.print[command].mutate({ ids });
        const back = command === "deliver" ? ("undeliver" as const) : ("deliver" as const);
        const count = changed.ids.length;
        if (count > 0) toast({ text: w().done[command](count), action: { label: w().undo, run: () => void run(back, changed.ids) } });
      }
      on.done?.();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(null);
      if (connection() !== "live") void queries.invalidateQueries({ queryKey: ["print"] });
    }
  };
  return { run, pending };
}
export type PrintCommands = ReturnType<typeof usePrintCommands>;

/** Prints the PDF from a frame nobody sees; a browser that cannot opens it in a tab. */
export function printFile(id: string): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "PDF";
  frame.src = fileOf(id);
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      window.open(fileOf(id), "_blank", "noopener");
    }
  });
  document.body.append(frame);
  // Long enough for the dialog of the system to be answered.
  setTimeout(() => frame.remove(), 10 * 60_000);
}
