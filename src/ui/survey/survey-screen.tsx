import { useParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { Show, Suspense } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { LinkFrame } from "#ui/reply/link-frame.tsx";
import { DeadLink, openLink, useOpened } from "#ui/reply/mailed-link.tsx";
import { surveyWords } from "#words/survey.ts";
import { SurveyAnswer } from "./survey-answer.tsx";

export type SurveyPage = Outputs["survey"]["page"];

/** `/questionnaire/:token`: a place without account says what students should know of it; kept as it is typed. */
export function SurveyScreen() {
  const words = useWords(surveyWords);
  const params = useParams<{ token: string }>();
  const page = useQuery(() => ({
    queryKey: ["questionnaire", params.token],
    queryFn: (): Promise<SurveyPage | "dead"> => openLink(() => api.survey.page.query({ token: params.token })),
    // What is typed here is newer than what the server would say.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  }));
  const alive = () => (page.data !== undefined && page.data !== "dead" ? page.data : null);
  useOpened(alive, () => void api.survey.opened.mutate({ token: params.token }).catch(() => {}));
  return (
    <LinkFrame title={words().title}>
      <Suspense fallback={<Skeleton rows={8} />}>
        <Show when={page.data !== "dead"} fallback={<DeadLink title={words().page.deadTitle} text={words().page.deadText} />}>
          <Show when={alive()} fallback={<Skeleton rows={8} />}>
            {(known) => <SurveyAnswer page={known()} token={params.token} />}
          </Show>
        </Show>
      </Suspense>
    </LinkFrame>
  );
}
