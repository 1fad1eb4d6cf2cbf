import { createSignal, For, onMount, Show } from "solid-js";
import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { studentProblem, type GuestStudent } from "#domain/guest.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import type { GuestPage, GuestRequest } from "./guest-query.ts";
import { Part } from "./part.tsx";
import { noStudent, StudentFields } from "./student-fields.tsx";
import { ConsentStatement } from "./wizard-end.tsx";

/** Whom the school named, and a way to name more; a name leaves as long as it is not confirmed. */
export function NamedStudents(props: { page: GuestPage; request: GuestRequest; token: string; refresh(): Promise<unknown> }) {
  const w = useWords(guestPageWords);
  const failure = useFailure();
  const [naming, setNaming] = createSignal<GuestStudent[] | null>(null);
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  const left = () => props.request.size - props.request.students.length;
  const run = async (work: () => Promise<unknown>) => {
    setPending(true);
    setRefused(null);
    try {
      await work();
      setNaming(null);
      setTried(false);
      await props.refresh();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  const save = () => {
    const students = naming() ?? [];
    setTried(true);
    if (students.length === 0 || students.some((student) => studentProblem(student, props.page.today) !== null)) return;
    void run(() => api.guest.addStudents.mutate({ token: props.token, requestId: props.request.id, students }));
  };
  const remove = (studentId: string) =>
    void run(() => api.guest.removeStudent.mutate({ token: props.token, requestId: props.request.id, studentId }));
  return (
    <Part title={w().students}>
      <p class="text-sm text-muted" role="status">
        {left() <= 0 ? w().full : w().counted(props.request.students.length, props.request.size)}
      </p>
      <Show when={props.request.students.length > 0}>
        <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
          <For each={props.request.students}>
            {(one) => (
              <li class="flex items-center gap-2 px-3 py-1.5 text-sm">
                <span class="min-w-0 flex-1">
                  <span class="font-medium">
                    {one.firstName} {one.lastName}
                  </span>
                  <Show when={one.email}>{(email) => <span class="block break-all text-muted">{email()}</span>}</Show>
                </span>
                <Show
                  when={one.confirmed}
                  fallback={
                    <Show when={props.request.may.withdraw}>
                      <IconButton
                        label={w().removeStudent(`${one.firstName} ${one.lastName}`)}
                        icon={<X size={16} aria-hidden="true" />}
                        onClick={() => remove(one.id)}
                      />
                    </Show>
                  }
                >
                  <span class="inline-flex items-center gap-1 text-st-confirmed">
                    <Check size={15} aria-hidden="true" />
                    {w().confirmedName}
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <Show when={props.request.may.name}>
        <Show
          when={naming()}
          fallback={
            <Button class="min-h-11 self-start" disabled={!ready()} onClick={() => setNaming([{ ...noStudent }])}>
              {w().nameMore}
            </Button>
          }
        >
          {(students) => (
            <div class="flex flex-col gap-3">
              <ConsentStatement receiving={props.page.receiving} />
              <StudentFields
                students={students()}
                onChange={setNaming}
                most={left()}
                today={props.page.today}
                accessFor={props.page.asksAccess ? props.page.receiving : null}
                tried={tried()}
              />
              <div class="grid grid-cols-[auto_1fr] gap-2">
                <Button size="lg" class="min-h-12" onClick={() => setNaming(null)}>
                  {w().back}
                </Button>
                <Button size="lg" kind="primary" class="min-h-12" pending={pending()} onClick={save}>
                  {w().saveNames}
                </Button>
              </div>
            </div>
          )}
        </Show>
      </Show>
    </Part>
  );
}
