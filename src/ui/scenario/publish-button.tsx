import { createSignal, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** « Publier »: all that nobody moved meanwhile and that nothing keeps back, after saying how much goes and what stays. */
export function PublishButton(props: { state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const [asking, setAsking] = createSignal(false);
  const ready = () => props.state.publishable();
  const left = () => w().publishLeft(props.state.overtaken().length, props.state.keptBack().length);
  return (
    <>
      <Show when={ready().length === 0}>
        <span id="why-not-publish" class="text-xs text-muted">
          {left() === "" ? w().publishNothing : left()}
        </span>
      </Show>
      <Button
        kind="primary"
        pending={props.commands.busy()}
        aria-disabled={ready().length === 0 || props.commands.busy()}
        aria-describedby={ready().length === 0 ? "why-not-publish" : undefined}
        onClick={() => ready().length > 0 && setAsking(true)}
      >
        {ready().length === 0 ? w().publish : w().publishSome(ready().length)}
      </Button>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={w().publishTitle(ready().length)}
        text={w().publishText(ready().length)}
        confirm={w().publishNow}
        onConfirm={() => {
          setAsking(false);
          void props.commands.publish(ready());
        }}
      >
        <Show when={left() !== ""}>
          <p class="text-sm text-muted">{left()}.</p>
        </Show>
      </ConfirmDialog>
    </>
  );
}
