import { QueryClient, QueryObserver } from "@tanstack/solid-query";
import { expect, test, vi } from "vitest";
import { refreshStale } from "./live-refresh.ts";

/** A question whose answers are given by hand, and who reads them. */
function asked() {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
  const answers: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: ["look", "list"],
    queryFn: () => {
      const answer = Promise.withResolvers<string>();
      answers.push(answer);
      return answer.promise;
    },
  });
  observer.subscribe(() => {});
  return { queries, answers, read: () => observer.getCurrentResult().data };
}

test("what happens while a question is first asked is not missed: its answer may be from before", async () => {
  const { queries, answers, read } = asked();
  expect(answers).toHaveLength(1);
  refreshStale(queries, ({ queryKey }) => queryKey[0] === "look");
  answers[0]?.resolve("nobody");
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.resolve("Patrick");
  await vi.waitFor(() => expect(read()).toBe("Patrick"));
  expect(answers).toHaveLength(2);
});

test("what was answered once is asked anew at once, and other questions are left alone", async () => {
  const { queries, answers, read } = asked();
  answers[0]?.resolve("nobody");
  await vi.waitFor(() => expect(read()).toBe("nobody"));
  refreshStale(queries, ({ queryKey }) => queryKey[0] === "request");
  expect(answers).toHaveLength(1);
  refreshStale(queries, ({ queryKey }) => queryKey[0] === "look");
  expect(answers).toHaveLength(2);
});
