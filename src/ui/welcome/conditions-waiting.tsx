import { useQuery } from "@tanstack/solid-query";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { conditionWords } from "#words/condition.ts";
import { WaitingList } from "./waiting-list.tsx";

/** « 2 conditions attendent votre réponse », or a unit's that wait to be passed on; nothing at all when there is none (F-187). */
export function ConditionsWaiting(props: { hrefOf(requestId: string): string }) {
  const w = useWords(conditionWords);
  const waiting = useQuery(() => ({ queryKey: ["condition", "waiting"], queryFn: () => api.condition.waiting.query() }));
  const requests = () => answerOf(waiting) ?? [];
  const count = () => requests().reduce((sum, one) => sum + one.waiting, 0);
  const school = () => requests()[0]?.side === "placing";
  return (
    <WaitingList
      id="conditions-waiting"
      notice="conditions"
      factsOf={(id) => requests().find((one) => one.id === id)?.waiting ?? 0}
      title={school() ? w().waiting(count()) : w().toPass(count())}
      requests={requests()}
      link={school() ? w().answer : w().look}
      hrefOf={props.hrefOf}
    />
  );
}
