import { Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Hideable, stateOf } from "#ui/welcome/hidden.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { useSupervisionCounts } from "./supervisors-screen.tsx";

/** How many accepted placements begin within two weeks without anybody named; nothing at all when none does (X05). */
export function SupervisorsDue() {
  const w = useWords(supervisionWords);
  const counts = useSupervisionCounts();
  const known = () => answerOf(counts);
  return (
    <Show when={(known()?.soon ?? 0) > 0}>
      <Hideable
        of={{ kind: "supervisors", state: stateOf([known()?.soon ?? 0]) }}
        name={w().welcome(known()?.soon ?? 0, known()?.days ?? 0)}
      >
        {(hide) => (
          <Notice
            kind="warn"
            quiet
            title={w().welcome(known()?.soon ?? 0, known()?.days ?? 0)}
            actions={
              <>
                <ButtonLink size="sm" href="/superviseurs?quand=bientot">
                  {w().welcomeLink}
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
