import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Countdown, useMoment } from "#ui/cohort/countdown.tsx";
import { useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { holdWords } from "#words/hold.ts";

/** Before sending: that what goes from this sheet waits for the course's release moment (F-061). */
export function HoldNotice(props: { worksheetId: string }) {
  const w = useWords(holdWords);
  const moment = useMoment();
  const sheet = useQuery(() => ({
    queryKey: ["worksheet", "get", props.worksheetId],
    queryFn: () => api.worksheet.get.query({ id: props.worksheetId }),
  }));
  const hold = () => {
    const known = answerOf(sheet)?.hold;
    return known && Date.parse(known.until) > Date.now() ? known : null;
  };
  return (
    <Show when={hold()}>
      {(until) => (
        <Notice kind="info" quiet>
          {w().willHold(moment(until().until, until().timeZone))}
          <Countdown at={until().until} lead=" " />
        </Notice>
      )}
    </Show>
  );
}
