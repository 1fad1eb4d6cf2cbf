import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { onCleanup } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { onLive } from "#ui/live.ts";

export type BoardRow = Outputs["board"]["list"]["boards"][number];
export type DisplayRow = Outputs["display"]["list"]["displays"][number];
export type KnownBoard = Outputs["board"]["get"];

export const useBoards = () => useQuery(() => ({ queryKey: ["board", "list"], queryFn: () => api.board.list.query() }));
/** Which view a screen shows, and whether it is there, is told by no event: it is looked at again. */
export const useDisplays = () =>
  useQuery(() => ({ queryKey: ["display", "list"], queryFn: () => api.display.list.query(), refetchInterval: 10_000 }));

/** Whatever happens may change a figure of a board: its frames are asked for again, several events at once. */
export function useFiguresLive(): void {
  const queries = useQueryClient();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onLive("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const part of ["frame", "preview"]) void queries.invalidateQueries({ queryKey: ["board", part] });
    }, 300);
  });
  onCleanup(() => clearTimeout(timer));
}
