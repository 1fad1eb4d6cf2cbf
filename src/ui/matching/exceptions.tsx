import { createSignal, For, Show } from "solid-js";
import CircleMinus from "lucide-solid/icons/circle-minus";
import Lock from "lucide-solid/icons/lock";
import Plus from "lucide-solid/icons/plus";
import UserMinus from "lucide-solid/icons/user-minus";
import X from "lucide-solid/icons/x";
import { Dynamic } from "solid-js/web";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { solutionWords } from "#words/matching-solution.ts";
import { matchingWords } from "#words/matching.ts";
import { writeInstant } from "#words/words.ts";
import type { Acts } from "./acts.ts";
import { nameOf, type Desk } from "./desk.ts";
import { ExceptionDialog } from "./exception-dialog.tsx";

const icons = { student: UserMinus, place: CircleMinus, lock: Lock };

/** Who and what is kept out of the matching, and who does not move: set by anybody of the school, said with who and when. */
export function Exceptions(props: { desk: Desk; acts: Acts }) {
  const w = useWords(matchingWords);
  const s = useWords(solutionWords);
  const { language } = useLanguage();
  const [adding, setAdding] = createSignal(false);
  const names = () => new Map(props.desk.students.map((student) => [student.id, nameOf(student)]));
  const subject = (one: Desk["exceptions"][number]) =>
    one.kind === "place" ? (one.path ?? s().rowStates.gone) : (names().get(one.studentId ?? "") ?? w().gone);
  const detail = (one: Desk["exceptions"][number]) =>
    one.kind === "lock" ? s().lockedAt(one.path ?? s().rowStates.gone) : one.kind === "student" ? s().withheld : w().kinds.place;
  const who = (one: Desk["exceptions"][number]) => {
    const when = writeInstant(one.at, language(), new Date());
    return one.mine ? w().byYou(when) : w().by(one.by, when);
  };
  const locks = () => new Set(props.desk.exceptions.flatMap(({ studentId }) => studentId ?? []));
  const unlocked = () =>
    props.desk.students.flatMap(({ id, seat }) =>
      seat && seat.state === "held" && !locks().has(id) ? [{ id, requestId: seat.requestId }] : [],
    );
  return (
    <div class="flex flex-col gap-2">
      <Show when={props.desk.exceptions.length > 0} fallback={<p class="text-sm text-muted">{w().noExceptions}</p>}>
        <ul class="flex max-h-72 flex-col overflow-y-auto" aria-label={w().exceptions}>
          <For each={props.desk.exceptions.map(({ id }) => id)}>
            {(id) => {
              const one = () => props.desk.exceptions.find((exception) => exception.id === id);
              return (
                <Show when={one()}>
                  {(exception) => (
                    <li class="flex items-start gap-2 border-b border-line py-1.5 last:border-b-0">
                      <span class="mt-0.5 shrink-0 text-muted" aria-hidden="true">
                        <Dynamic component={icons[exception().kind]} size={15} />
                      </span>
                      <span class="min-w-0 flex-1 text-sm">
                        <span class="block font-medium">{subject(exception())}</span>
                        <span class="block text-xs text-muted">
                          {detail(exception())}, {who(exception())}
                        </span>
                        <Show when={exception().note !== ""}>
                          <span class="block text-xs italic">{exception().note}</span>
                        </Show>
                      </span>
                      <Show when={props.desk.may.manage}>
                        <IconButton
                          size="sm"
                          label={w().lift(subject(exception()))}
                          icon={<X size={15} aria-hidden="true" />}
                          onClick={() => void props.acts.release([exception().id], subject(exception()))}
                        />
                      </Show>
                    </li>
                  )}
                </Show>
              );
            }}
          </For>
        </ul>
      </Show>
      <Show when={props.desk.may.manage}>
        <div class="flex flex-wrap gap-2">
          <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {w().addException}
          </Button>
          <Show when={unlocked().length > 0}>
            <Button
              size="sm"
              kind="quiet"
              icon={<Lock size={14} aria-hidden="true" />}
              onClick={() =>
                void props.acts.keep(unlocked().map(({ id, requestId }) => ({ kind: "lock", studentId: id, requestId, note: "" })))
              }
            >
              {`${w().lockAllSeated} (${unlocked().length})`}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={adding()}>
        <ExceptionDialog desk={props.desk} acts={props.acts} onClose={() => setAdding(false)} />
      </Show>
    </div>
  );
}
