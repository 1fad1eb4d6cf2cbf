import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import { studentProblem, type GuestStudent } from "#domain/guest.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { longDay } from "#ui/reply/link-frame.tsx";
import { guestWords } from "#words/guest.ts";
import { noStudent, StudentFields } from "./student-fields.tsx";

type Of = NonNullable<Outputs["guest"]["ofRequest"]>;
type Asking = "confirm" | "unconfirm" | "revoke" | null;

/** A request of a school without account, as who receives works on it: its page, its names, and the confirmation in its place (F-204). */
export function GuestSection(props: { requestId: string; version: number; confirmed: boolean }) {
  const w = useWords(guestWords);
  const s = () => w().section;
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal<Asking>(null);
  const [naming, setNaming] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const of = useQuery(() => ({
    queryKey: ["guest", "of", props.requestId],
    queryFn: () => api.guest.ofRequest.query({ requestId: props.requestId }),
  }));
  const run = async (work: () => Promise<string>) => {
    setPending(true);
    try {
      toast({ text: await work() });
      setAsking(null);
      await Promise.all([queries.invalidateQueries({ queryKey: ["guest"] }), queries.invalidateQueries({ queryKey: ["request"] })]);
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const known = (): Of | null => (of.isSuccess ? of.data : null);
  const invite = () =>
    void run(async () =>
      w().handed((await api.guest.invite.mutate({ requestId: props.requestId, language: language(), message: "" })).email),
    );
  const asked = () => ({ id: props.requestId, version: props.version });
  const acts: Record<Exclude<Asking, null>, () => Promise<string>> = {
    confirm: async () => s().confirmed((await api.guest.confirm.mutate(asked())).students),
    unconfirm: async () => {
      await api.guest.unconfirm.mutate(asked());
      return s().unconfirmed;
    },
    revoke: async () => {
      await api.guest.revoke.mutate({ linkId: known()?.link?.id ?? "" });
      return s().revoked;
    },
  };
  const page = (one: Of) => {
    if (one.link?.state === "good")
      return [
        s().sentTo(one.link.email),
        one.link.openedAt === null ? w().notOpened : w().opened,
        s().until(longDay(one.link.expiresAt, language())),
      ].join(", ");
    return one.asker.email === null ? s().noEmail : one.link ? w().states[one.link.state ?? "expired"] : s().noLink;
  };
  return (
    <Show when={known()}>
      {(one) => (
        <PanelSection title={s().title}>
          <Show when={one().withoutUser} fallback={<p class="text-sm">{s().users(one().school)}</p>}>
            <dl class="grid grid-cols-[minmax(7rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
              <dt class="text-muted">{s().askedBy}</dt>
              <dd>{one().asker.name}</dd>
              <dt class="text-muted">{s().students}</dt>
              <dd>
                {one().named === 0 && one().size === 1 ? s().namedOne : s().named(one().named, one().size)}
                <Show when={one().named > one().confirmed}>
                  <span class="block text-muted">{s().hidden}</span>
                </Show>
              </dd>
              <dt class="text-muted">{s().page}</dt>
              <dd class="min-w-0 break-words">{page(one())}</dd>
            </dl>
            <div class="mt-2.5 flex flex-wrap gap-2">
              <Show when={one().may.confirm}>
                <Button size="sm" kind="primary" onClick={() => setAsking("confirm")}>
                  {s().confirm}
                </Button>
              </Show>
              <Show when={one().may.name}>
                <Button size="sm" onClick={() => setNaming(true)}>
                  {s().name}
                </Button>
              </Show>
              <Show when={one().may.invite}>
                <Button size="sm" pending={pending()} onClick={invite}>
                  {one().link ? s().again : s().invite}
                </Button>
              </Show>
              <Show when={one().may.revoke}>
                <Button size="sm" kind="quiet" onClick={() => setAsking("revoke")}>
                  {s().revoke}
                </Button>
              </Show>
              <Show when={one().may.unconfirm}>
                <Button size="sm" kind="quiet" onClick={() => setAsking("unconfirm")}>
                  {s().unconfirm}
                </Button>
              </Show>
            </div>
          </Show>
          <Show when={props.confirmed && one().asksAccess}>
            <AccessList requestId={props.requestId} />
          </Show>
          <ConfirmDialog
            open={asking() !== null}
            title={asking() === "confirm" ? s().confirmTitle : asking() === "revoke" ? s().revokeTitle : s().unconfirmTitle}
            text={
              asking() === "confirm"
                ? s().confirmText(one().named - one().confirmed)
                : asking() === "revoke"
                  ? s().revokeText
                  : s().unconfirmText
            }
            confirm={asking() === "confirm" ? s().confirm : asking() === "revoke" ? s().revoke : s().unconfirm}
            danger={asking() === "revoke"}
            pending={pending()}
            onConfirm={() => {
              const what = asking();
              if (what) void run(acts[what]);
            }}
            onClose={() => setAsking(null)}
          />
          <NameDialog
            open={naming()}
            requestId={props.requestId}
            most={one().size - one().named}
            onClose={() => setNaming(false)}
            onNamed={(now) => void run(async () => s().nameDone(now))}
          />
        </PanelSection>
      )}
    </Show>
  );
}

/** Names a school gives by telephone: typed, counted, and shown no more until they are confirmed. */
function NameDialog(props: { open: boolean; requestId: string; most: number; onClose(): void; onNamed(now: number): void }) {
  const w = useWords(guestWords);
  const s = () => w().section;
  const failure = useFailure();
  const [students, setStudents] = createSignal<GuestStudent[]>([{ ...noStudent }]);
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const today = () => dayIn(new Date());
  const save = async () => {
    setTried(true);
    if (students().length === 0 || students().some((student) => studentProblem(student, today()) !== null)) return;
    setPending(true);
    setRefused(null);
    try {
      const { now } = await api.guest.name.mutate({ requestId: props.requestId, students: students() });
      setStudents([{ ...noStudent }]);
      setTried(false);
      props.onClose();
      props.onNamed(now);
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={s().nameTitle}
      text={s().nameLead}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{w().cancel}</Button>
          <Button kind="primary" pending={pending()} onClick={() => void save()}>
            {s().save}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <StudentFields students={students()} onChange={setStudents} most={props.most} today={today()} accessFor={null} tried={tried()} />
      </div>
    </Dialog>
  );
}

function AccessList(props: { requestId: string }) {
  const w = useWords(guestWords);
  const s = () => w().section;
  const list = useQuery(() => ({
    queryKey: ["guest", "access", props.requestId],
    queryFn: () => api.guest.access.query({ requestId: props.requestId }),
  }));
  return (
    <Show when={list.isSuccess && list.data.length > 0 ? list.data : null}>
      {(students) => (
        <div class="mt-3 text-sm">
          <p class="font-medium">{s().access}</p>
          <ul class="flex flex-col gap-1">
            <For each={students()}>
              {(one) => (
                <li>
                  {one.name}
                  <span class="block text-muted">
                    {[
                      one.networkId === "" ? "" : `${s().networkId}\u00A0: ${one.networkId}`,
                      one.needsEmail ? s().needsEmail : "",
                      s().employees[one.employee],
                      one.classTraining ? s().classTraining : "",
                      one.roles,
                    ]
                      .filter((part) => part !== "")
                      .join(", ")}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </div>
      )}
    </Show>
  );
}
