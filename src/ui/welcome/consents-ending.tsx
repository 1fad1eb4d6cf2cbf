import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { consentWords } from "#words/consent.ts";
import { Hideable, stateOf } from "./hidden.tsx";

/** How many consents end within 180 days, with the list of them; nothing at all when none does (K44). */
export function ConsentsEnding() {
  const w = useWords(consentWords);
  const ending = useQuery(() => ({ queryKey: ["consent", "ending"], queryFn: () => api.consent.endingSoon.query() }));
  const count = () => answerOf(ending) ?? 0;
  return (
    <Show when={count() > 0}>
      <Hideable of={{ kind: "consents", state: stateOf([count()]) }} name={w().endingSoon(count())}>
        {(hide) => (
          <Notice
            kind="warn"
            quiet
            title={w().endingSoon(count())}
            actions={
              <>
                <ButtonLink size="sm" href="/etudiants?voir=consent-soon">
                  {w().see}
                </ButtonLink>
                {hide()}
              </>
            }
          />
        )}
      </Hideable>
    </Show>
  );
}
