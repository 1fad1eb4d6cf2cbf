import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import FlaskConical from "lucide-solid/icons/flask-conical";
import { createSignal } from "solid-js";
import { longestName } from "#domain/scenario.ts";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { scenarioWords } from "#words/scenario.ts";
import { scenarioAddress } from "./scenario-life.ts";

/** A solution of a matching, opened as a scenario of one's own on one sheet: to be changed before any of it is published. */
export function OpenAsScenario(props: { solutionId: Id; worksheetId: Id; name: string }) {
  const w = useWords(scenarioWords);
  const failure = useFailure();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const open = async () => {
    setPending(true);
    try {
      const { worksheetId, solutionId } = props;
      const { id, intended } = await api.scenario.fromSolution.mutate({
        solutionId,
        worksheetId,
        name: props.name.slice(0, longestName),
      });
      await queries.invalidateQueries({ queryKey: ["scenario"] });
      toast({ kind: "done", text: `${w().made(props.name)} ${w().intended(intended)}.` });
      navigate(scenarioAddress(worksheetId, id));
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<FlaskConical size={14} aria-hidden="true" />} pending={pending()} onClick={() => void open()}>
      {w().openSolution}
    </Button>
  );
}
