import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { CopyFamily, SourceCourse, SourceRow } from "#domain/sheet-copy.ts";
import { api, type Outputs } from "#ui/client.ts";

type SourcePage = Outputs["sheetCopy"]["sources"];
export type CopySource = SourcePage["sources"][number];

/** The sheets that can be copied here, page by page. */
export function useSources(of: { worksheetId: string; text: Accessor<string> }) {
  return useInfiniteQuery(() => ({
    queryKey: ["worksheet", "sources", of.worksheetId, of.text()],
    queryFn: ({ pageParam }: { pageParam: SourcePage["next"] }) =>
      api.sheetCopy.sources.query({ worksheetId: of.worksheetId, text: of.text(), cursor: pageParam }),
    initialPageParam: null as SourcePage["next"],
    getNextPageParam: (last: SourcePage) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  }));
}

export interface SourceRows {
  course: SourceCourse;
  rows: SourceRow[];
}

/** All the rows of a source of the families chosen: the preview shows every one. */
async function readSource(of: { worksheetId: string; sourceId: string; families: CopyFamily[] }): Promise<SourceRows> {
  const rows: SourceRow[] = [];
  let cursor: Outputs["sheetCopy"]["rows"]["next"] = null;
  for (;;) {
    const page: Outputs["sheetCopy"]["rows"] = await api.sheetCopy.rows.query({ ...of, cursor });
    rows.push(...page.rows);
    if (page.next === null) return { course: page.course, rows };
    cursor = page.next;
  }
}

export function useSourceRows(of: { worksheetId: string; sourceId: string; families: Accessor<CopyFamily[]> }) {
  return useQuery(() => ({
    queryKey: ["worksheet", "copyRows", of.worksheetId, of.sourceId, of.families()],
    queryFn: () => readSource({ ...of, families: of.families() }),
    placeholderData: keepPreviousData,
  }));
}
