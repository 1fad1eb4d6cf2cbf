import { createSignal } from "solid-js";
import { api } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
import { ChoiceDialog } from "./choice-dialog.tsx";
import { MomentField, momentOf, wallOf } from "./moment-field.tsx";
import type { Known, Round } from "./round.ts";

const day = 86_400_000;

/** Another closing: later, sooner, or a closed round that opens again until then. */
export function ExtendDialog(props: { known: Known; round: Round; onClose(): void }) {
  const w = useWords(choiceWords);
  const failure = useFailure();
  const moment = useMoment();
  const { timeZone, course, now } = props.known;
  const closed = props.round.state === "closed";
  const first = closed ? new Date(Date.parse(now) + 2 * day).toISOString() : new Date(Date.parse(props.round.closesAt) + day).toISOString();
  const [wall, setWall] = createSignal(wallOf(first, timeZone));
  const at = () => momentOf(wall(), timeZone);
  const save = async () => {
    const closesAt = at();
    if (closesAt === null) return;
    const { before } = await api.choice.extend.mutate({ cohortCourseId: course.id, closesAt });
    const back = () =>
      closed
        ? api.choice.closeNow.mutate({ cohortCourseId: course.id })
        : api.choice.extend.mutate({ cohortCourseId: course.id, closesAt: before });
    toast({ text: w().extended(moment(closesAt, timeZone)), action: { label: w().undo, run: () => void back().catch(failure.tell) } });
  };
  return (
    <ChoiceDialog
      size="sm"
      title={w().extendTitle}
      text={w().extendText}
      confirm={closed ? w().reopen : w().extend}
      ready={at() !== null}
      send={save}
      onClose={props.onClose}
    >
      <MomentField label={w().form.closes} value={wall()} onChange={setWall} timeZone={timeZone} />
    </ChoiceDialog>
  );
}
