import { createSignal, Show } from "solid-js";
import { api } from "#ui/client.ts";
import { useMoment } from "#ui/cohort/countdown.tsx";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { choiceWords } from "#words/choice.ts";
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
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const at = () => momentOf(wall(), timeZone);
  const save = async () => {
    const closesAt = at();
    if (closesAt === null) return;
    setPending(true);
    setRefused(null);
    try {
      const { before } = await api.choice.extend.mutate({ cohortCourseId: course.id, closesAt });
      const back = () =>
        closed
          ? api.choice.closeNow.mutate({ cohortCourseId: course.id })
          : api.choice.extend.mutate({ cohortCourseId: course.id, closesAt: before });
      toast({ text: w().extended(moment(closesAt, timeZone)), action: { label: w().undo, run: () => void back().catch(failure.tell) } });
      props.onClose();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      onClose={props.onClose}
      title={w().extendTitle}
      text={w().extendText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" disabled={at() === null} pending={pending()} onClick={() => void save()}>
            {closed ? w().reopen : w().extend}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <MomentField label={w().form.closes} value={wall()} onChange={setWall} timeZone={timeZone} />
      </div>
    </Dialog>
  );
}
