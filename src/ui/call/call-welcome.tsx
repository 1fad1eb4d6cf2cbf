import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Hideable, stateOf } from "#ui/welcome/hidden.tsx";
import { callWords } from "#words/call.ts";

/** Calls for offers on the welcome page: those of the school that are open, those an organisation has not answered. Nothing when there are none. */
export function CallWelcome(props: { side: "placing" | "receiving" }) {
  const w = useWords(callWords);
  const counts = useQuery(() => ({ queryKey: ["call", "counts"], queryFn: () => api.callForOffers.counts.query() }));
  const found = () => {
    const known = answerOf(counts);
    return known && (props.side === "placing" ? known.open : known.unanswered) > 0 ? known : undefined;
  };
  return (
    <Show when={found()}>
      {(known) => (
        <Hideable
          of={{
            kind: "calls",
            state: stateOf([`${known().open}`, `o${known().offered}`, `u${known().unanswered}`, `l${known().overdue}`]),
          }}
          name={props.side === "placing" ? w().welcome.placing(known().open) : w().welcome.receiving(known().unanswered)}
        >
          {(hide) => (
            <Notice
              kind={known().overdue > 0 ? "warn" : "info"}
              quiet
              title={props.side === "placing" ? w().welcome.placing(known().open) : w().welcome.receiving(known().unanswered)}
              actions={
                <>
                  <ButtonLink size="sm" href="/appels">
                    {w().welcome.open}
                  </ButtonLink>
                  {hide()}
                </>
              }
            >
              {props.side === "placing" ? w().welcome.placingText(known().offered, known().unanswered) : w().welcome.receivingText}
              {known().overdue > 0 ? ` ${w().welcome.overdue(known().overdue)}` : ""}
            </Notice>
          )}
        </Hideable>
      )}
    </Show>
  );
}
