import { useQuery } from "@tanstack/solid-query";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { proposalWords } from "#words/proposal.ts";
import { WaitingList } from "./waiting-list.tsx";

/** Requests on which the other side proposed something and waits; nothing at all when there is none. */
export function ProposalsWaiting(props: { hrefOf(requestId: string): string }) {
  const w = useWords(proposalWords);
  const waiting = useQuery(() => ({ queryKey: ["proposal", "waiting"], queryFn: () => api.proposal.waiting.query() }));
  const requests = () => answerOf(waiting) ?? [];
  return (
    <WaitingList
      id="proposals-waiting"
      notice="proposals"
      title={w().waiting}
      requests={requests()}
      link={w().waitingLink}
      hrefOf={props.hrefOf}
    />
  );
}
