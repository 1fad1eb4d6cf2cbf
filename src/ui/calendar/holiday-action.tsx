import { createSignal, Show } from "solid-js";
import CalendarOff from "lucide-solid/icons/calendar-off";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { calendarWords } from "#words/calendar.ts";

/** Holidays and closed days out of all the requests ticked, in one action that is taken back as one. */
export function HolidayAction(props: { requests: readonly SeenRequest[] }) {
  const w = useWords(calendarWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const able = () => props.requests.filter((request) => request.may.change);
  const takeBack = async (done: Awaited<ReturnType<typeof api.calendar.takeHolidaysOut.mutate>>) => {
    try {
      for (const { id, back } of done) await api.calendar.set.mutate({ id, changes: back });
      toast({ text: w().many.undone(done.length) });
    } catch (error) {
      failure.tell(error);
    }
  };
  const run = async () => {
    setPending(true);
    try {
      const done = await api.calendar.takeHolidaysOut.mutate({ ids: able().map(({ id }) => id) });
      if (done.length === 0) toast({ kind: "info", text: w().many.none });
      else
        toast({
          text: w().many.done(
            done.reduce((sum, { days }) => sum + days, 0),
            done.length,
          ),
          action: { label: w().undo, run: () => void takeBack(done) },
        });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Show when={able().length > 0}>
      <Button size="sm" pending={pending()} icon={<CalendarOff size={14} aria-hidden="true" />} onClick={() => void run()}>
        {w().many.action}
      </Button>
    </Show>
  );
}
