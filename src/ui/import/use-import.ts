import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, type Accessor } from "solid-js";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";

export type Preview = Outputs["studentImport"]["preview"];
export type PreviewRow = Preview["rows"][number];
export type Showing = NonNullable<Inputs["studentImport"]["preview"]["show"]>;
export type Decision = NonNullable<Inputs["studentImport"]["decide"]["decisions"][string]>;
export type TakenField = Inputs["studentImport"]["take"]["fields"][number];

/** A list under review: the dry run as the server makes it now, and what a person decides, kept there as it is decided. */
export function useImport(of: { id: Accessor<string>; show: Accessor<Showing> }) {
  const queries = useQueryClient();
  const failure = useFailure();
  const preview = useInfiniteQuery(() => ({
    queryKey: ["student", "import", "preview", of.id(), of.show()],
    queryFn: ({ pageParam }: { pageParam: number }) => api.studentImport.preview.query({ id: of.id(), show: of.show(), from: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (page: Preview) => page.next,
    placeholderData: keepPreviousData,
    retry: false,
  }));
  const refresh = () => queries.invalidateQueries({ queryKey: ["student", "import"] });
  const run = (work: Promise<unknown>) => work.then(refresh, failure.tell);
  /** The newest page's facts: counts and stamp are of the same reading. */
  const head = () => preview.data?.pages.at(-1);
  const rows = createMemo((): PreviewRow[] => preview.data?.pages.flatMap((page) => page.rows) ?? []);
  return {
    preview,
    head,
    rows,
    refresh,
    /** Adds to what was decided of a row. */
    decide: (row: PreviewRow, more: Decision) => {
      const was = row.decision as Decision;
      const next: Decision = { ...was, ...more, texts: { ...was.texts, ...more.texts }, take: { ...was.take, ...more.take } };
      return run(api.studentImport.decide.mutate({ id: of.id(), decisions: { [row.row]: next } }));
    },
    take: (fields: TakenField[]) => run(api.studentImport.take.mutate({ id: of.id(), fields })),
    map: (mapping: Inputs["studentImport"]["mapColumns"]["mapping"]) => run(api.studentImport.mapColumns.mutate({ id: of.id(), mapping })),
    chooseSheet: (sheet: string) => run(api.studentImport.chooseSheet.mutate({ id: of.id(), sheet })),
  };
}
export type ImportState = ReturnType<typeof useImport>;
