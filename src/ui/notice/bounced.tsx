import { useQuery } from "@tanstack/solid-query";
import { Show, type Accessor } from "solid-js";
import MailX from "lucide-solid/icons/mail-x";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { bounceWords } from "#words/bounce.ts";
import { writeInstant } from "#words/words.ts";

type Bounces = Outputs["bounce"]["of"];
export interface Known {
  bounce: Bounces["bounces"][number];
  may: Bounces["may"];
}

/** Which of the addresses a screen shows refuse mail: asked once for all of them. */
export function useBounces(emails: Accessor<(string | null)[]>): (email: string | null) => Known | undefined {
  const shown = () => [...new Set(emails().flatMap((email) => (email ? [email.toLowerCase()] : [])))].toSorted().slice(0, 100);
  const found = useQuery(() => ({
    queryKey: ["bounce", shown()],
    queryFn: () => api.bounce.of.query({ emails: shown() }),
    enabled: shown().length > 0,
  }));
  return (email) => {
    const known = answerOf(found);
    const bounce = known?.bounces.find((one) => one.email === email?.toLowerCase());
    return known && bounce ? { bounce, may: known.may } : undefined;
  };
}

/** Beside an address: that it refuses mail, since when and in which words, and the way to say that it is right. */
export function Bounced(props: { of: Known | undefined }) {
  const w = useWords(bounceWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const trust = (email: string) => {
    api.bounce.trust
      .mutate({ email })
      .then(() => toast({ text: w().trusted }))
      .catch(failure.tell);
  };
  return (
    <Show when={props.of}>
      {(known) => (
        <span class="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-danger">
          <span class="inline-flex items-center gap-1" title={known().bounce.reply}>
            <MailX size={14} class="shrink-0" aria-hidden="true" />
            {w().mark(writeInstant(known().bounce.at, language(), new Date()))}
            <span class="sr-only">. {w().reply(known().bounce.reply)}</span>
          </span>
          <Show when={known().may.trust}>
            <Button size="sm" kind="quiet" onClick={() => trust(known().bounce.email)}>
              {w().trust}
            </Button>
          </Show>
        </span>
      )}
    </Show>
  );
}
