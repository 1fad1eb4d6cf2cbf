import { useQuery } from "@tanstack/solid-query";
import Printer from "lucide-solid/icons/printer";
import { For, Show } from "solid-js";
import { Portal } from "solid-js/web";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { SheetScreen, WaitingScreen } from "#ui/assignment/sheet-screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { reasonWords } from "#words/match-reason.ts";
import { writeTerm } from "#words/programme.ts";
import { ReasonView } from "./reason-view.tsx";
import "./reason-page.css";

type Pages = Outputs["matchReason"]["pages"];

/** `/fiches/:id/raisons`: one page for each student to be handed out, as the student is told it; of one student, or of the whole sheet. */
export function ReasonScreen(props: { worksheetId: Id; studentId: Id | null; solutionId: Id | null }) {
  const w = useWords(reasonWords);
  const query = useQuery(() => ({
    queryKey: ["matching", "reason-pages", props.worksheetId, props.studentId, props.solutionId],
    queryFn: () =>
      api.matchReason.pages.query({
        worksheetId: props.worksheetId,
        studentIds: props.studentId === null ? null : [props.studentId],
        solutionId: props.solutionId,
      }),
    suspense: false,
  }));
  const title = () => (props.studentId === null ? w().printAll : w().printOne);
  return (
    <Show when={answerOf(query)} fallback={<WaitingScreen title={title()} width="narrow" query={query} />}>
      {(answer) => <PagesOf answer={answer()} title={title()} />}
    </Show>
  );
}

function PagesOf(props: { answer: Pages; title: string }) {
  const w = useWords(reasonWords);
  const head = () => props.answer.head;
  const some = () => props.answer.pages.length > 0;
  return (
    <SheetScreen
      head={head()}
      title={props.title}
      width="narrow"
      actions={
        some() ? (
          <Button kind="primary" icon={<Printer size={15} aria-hidden="true" />} onClick={() => window.print()}>
            {w().print}
          </Button>
        ) : undefined
      }
    >
      <Show
        when={some()}
        fallback={
          <EmptyState
            title={w().pageNone}
            text={w().pageNoneText}
            action={<ButtonLink href={`/fiches/${head().id}/jumelage`}>{w().toMatching}</ButtonLink>}
          />
        }
      >
        <div class="flex flex-col gap-4">
          <Papers answer={props.answer} />
        </div>
        <Portal>
          <div class="reason-print">
            <Papers answer={props.answer} />
          </div>
        </Portal>
      </Show>
    </SheetScreen>
  );
}

function Papers(props: { answer: Pages }) {
  const w = useWords(reasonWords);
  const { language } = useLanguage();
  return (
    <For each={props.answer.pages}>
      {(page) => (
        <article class="rounded-lg border border-line bg-surface px-5 py-4">
          <header class="mb-3 flex flex-col gap-0.5">
            <p class="text-xs text-muted">
              {props.answer.agency} · {props.answer.head.course} · {writeTerm(props.answer.head.term, language())}
            </p>
            <h2 class="text-lg font-semibold">{w().pageTitle}</h2>
            <p class="font-medium">
              {page.student?.name ?? w().student} <span class="text-sm text-muted tabular-nums">{page.student?.number}</span>
            </p>
            <p class="text-sm text-muted">{w().pageIntro}</p>
          </header>
          <ReasonView both={page} reader="student" />
          <p class="mt-4 border-t border-line pt-2 text-xs text-muted">{w().pageAsk}</p>
        </article>
      )}
    </For>
  );
}
