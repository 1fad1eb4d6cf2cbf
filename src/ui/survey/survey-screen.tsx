import { useParams } from "@solidjs/router";
import { HttpStatusCode } from "@solidjs/start";
import { useQuery } from "@tanstack/solid-query";
import { createEffect, on, onMount, Show, Suspense } from "solid-js";
import { api, refusalIn, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { LinkFrame } from "#ui/reply/link-frame.tsx";
import { surveyWords } from "#words/survey.ts";
import { SurveyAnswer } from "./survey-answer.tsx";

export type SurveyPage = Outputs["survey"]["page"];

/** `/questionnaire/:token`: a place without account says what students should know of it; kept as it is typed. */
export function SurveyScreen() {
  const words = useWords(surveyWords);
  const params = useParams<{ token: string }>();
  const page = useQuery(() => ({
    queryKey: ["questionnaire", params.token],
    queryFn: async (): Promise<SurveyPage | "dead"> => {
      try {
        return await api.survey.page.query({ token: params.token });
      } catch (error) {
        if (refusalIn(error)?.code === "link-dead") return "dead";
        throw error;
      }
    },
    // What is typed here is newer than what the server would say.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  }));
  const alive = () => (page.data !== undefined && page.data !== "dead" ? page.data : null);
  onMount(() => {
    let said = false;
    const look = () => {
      if (said || document.visibilityState !== "visible" || !alive()) return;
      said = true;
      api.survey.opened.mutate({ token: params.token }).catch(() => {});
    };
    look();
    createEffect(on(alive, look, { defer: true }));
  });
  return (
    <LinkFrame title={words().title}>
      <Suspense fallback={<Skeleton rows={8} />}>
        <Show
          when={page.data !== "dead"}
          fallback={
            <section class="flex flex-col gap-2 rounded-xl border border-line bg-surface p-5 sm:p-7">
              <HttpStatusCode code={410} />
              <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{words().page.deadTitle}</h1>
              <p class="text-muted">{words().page.deadText}</p>
            </section>
          }
        >
          <Show when={alive()} fallback={<Skeleton rows={8} />}>
            {(known) => <SurveyAnswer page={known()} token={params.token} />}
          </Show>
        </Show>
      </Suspense>
    </LinkFrame>
  );
}
