import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { createMemo } from "solid-js";
import type { EnrolmentState } from "#domain/enrolment.ts";
import { api, type Outputs } from "#ui/client.ts";

type Page = Outputs["enrolment"]["list"];
export type EnrolledRow = Page["rows"][number];
export type Course = Outputs["enrolment"]["course"];

export interface Asked {
  cohortCourseId: string;
  search: string;
  state: EnrolmentState | "all";
}

/** Who is in a course, page after page. */
export function useEnrolled(asked: () => Asked) {
  const list = useInfiniteQuery(() => ({
    queryKey: ["enrolment", "list", asked()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.enrolment.list.query({ ...asked(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  return { list, rows: createMemo((): EnrolledRow[] => list.data?.pages.flatMap((page) => page.rows) ?? []) };
}
