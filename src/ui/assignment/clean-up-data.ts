import { useQuery } from "@tanstack/solid-query";
import { createMemo, type Accessor } from "solid-js";
import { cleanUpOf } from "#domain/clean-up.ts";
import type { Id } from "#domain/id.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { isAccepted, isOpen, statuses } from "#domain/request.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import type { Grid } from "./board.ts";

const open = [...statuses.filter(isOpen), "pending" as const];
const page = 200;

/** Every request of a sheet that is not over: as many pages as there are, a sheet having some hundred at most. */
async function listOpen(worksheetId: Id): Promise<SeenRequest[]> {
  const found: SeenRequest[] = [];
  for (let cursor: Awaited<ReturnType<typeof ask>>["next"] | undefined; cursor !== null;) {
    const { requests, next } = await ask(worksheetId, cursor ?? null);
    found.push(...requests);
    cursor = next;
  }
  return found;
}
type Cursor = NonNullable<Parameters<typeof api.request.outbox.query>[0]["cursor"]>;
const ask = (worksheetId: Id, cursor: Cursor | null) =>
  api.request.outbox.query({ filters: { worksheetId, session: "all", statuses: open }, cursor, most: page });

/** What is left to tidy of a sheet, as its grid and its open requests say it now. */
export function useCleanUp(grid: Accessor<Grid>) {
  const query = useQuery(() => {
    const worksheetId = grid().head.id;
    return { queryKey: ["request", "of-sheet", worksheetId], queryFn: () => listOpen(worksheetId) };
  });
  const requests = createMemo(() => new Map((answerOf(query) ?? []).map((request) => [request.id, request])));
  const asked = createMemo(() => {
    const there = new Set(grid().places.map(({ requestId }) => requestId));
    // Parts follow their primary; what students sit on already is a place.
    return [...requests().values()].filter(
      ({ id, status, split }) => !isAccepted(status) && !there.has(id) && (split === null || split.reference === null),
    );
  });
  const left = createMemo(() => {
    const { students, places, seats } = grid();
    return cleanUpOf({ students, places, seats, asked: asked().map(({ id, size }) => ({ id, size })) });
  });
  return { known: () => query.isSuccess, requests, left };
}
