import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { addDays, dayIn } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { HistoryButton } from "#ui/history/history-button.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { agreementWords } from "#words/agreement.ts";
import { AgreementForm, type Agreement } from "./agreement-form.tsx";
import type { Place } from "./place-values.ts";

/** A renewal takes its time: an agreement is pointed out so long before it ends. */
const soon = 90;

/** Agreements with an organisation, on its page; on one's own page all of one's own. Both sides see theirs, either keeps them (2.29). */
export function AgreementSection(props: { place: Place }) {
  const w = useWords(agreementWords);
  const failure = useFailure();
  const me = useMe();
  const say = () => w().agreements;
  const [editing, setEditing] = createSignal<Agreement | "new" | null>(null);
  const [removing, setRemoving] = createSignal<Agreement | null>(null);
  const [pending, setPending] = createSignal(false);
  const actor = () => me.data?.actor;
  const mayLook = () => ["placing-coordinator", "receiving-coordinator", "local-administrator", "observer"].includes(actor()?.kind ?? "");
  const own = () => actor()?.agencyId === props.place.agencyId;
  const concerns = () => props.place.level === "agency" && mayLook() && (own() || actor()?.agencyKind !== "receiving");
  const list = useQuery(() => ({
    queryKey: ["agreement", "list", props.place.agencyId],
    queryFn: () => api.agreement.list.query({ withId: props.place.agencyId }),
    enabled: concerns(),
  }));
  const agreements = () => answerOf(list)?.agreements ?? [];
  const manages = () => answerOf(list)?.may.manage ?? false;
  const other = (of: Agreement) => (of.schoolId === actor()?.agencyId ? of.receiving : of.school);
  const mark = (of: Agreement): { text: string; look: string } | null => {
    const today = dayIn(new Date());
    if (of.endsOn !== null && of.endsOn < today) return { text: say().lapsed, look: "bg-danger-soft text-danger" };
    if (of.status === "draft" || of.status === "pending") return { text: say().statuses[of.status], look: "bg-st-new-soft text-st-new" };
    if (of.endsOn !== null && of.endsOn < addDays(today, soon)) return { text: say().lapsesSoon, look: "bg-warn-soft text-warn" };
    return null;
  };
  const covers = (of: Agreement): string => (of.everything ? say().everything : [...of.programmeNames, ...of.disciplines].join(", "));
  const remove = async (agreement: Agreement) => {
    setPending(true);
    try {
      const was = await api.agreement.remove.mutate({ id: agreement.id });
      setRemoving(null);
      toast({ text: say().removed, action: { label: say().undo, run: () => void api.agreement.add.mutate(was).catch(failure.tell) } });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Show when={concerns() && answerOf(list)}>
      <section class="flex flex-col gap-2 border-t border-line pt-4">
        <div class="flex items-center gap-2">
          <h3 class="min-w-0 flex-1 font-semibold">{say().title}</h3>
          <Show when={manages()}>
            <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEditing("new")}>
              {say().add}
            </Button>
          </Show>
        </div>
        <Show
          when={agreements().length > 0}
          fallback={<p class="text-sm text-muted">{own() ? say().none : `${say().none} ${say().teach}`}</p>}
        >
          <ul class="divide-y divide-line rounded-lg border border-line text-sm">
            <For each={agreements()}>
              {(agreement) => (
                <li class="flex items-center gap-2 px-3 py-1.5">
                  <span class="min-w-0 flex-1">
                    <span class="flex flex-wrap items-center gap-x-2">
                      <span class="font-medium">{agreement.title}</span>
                      <Show when={mark(agreement)}>
                        {(one) => <span class={`rounded-sm px-1.5 text-xs font-medium ${one().look}`}>{one().text}</span>}
                      </Show>
                    </span>
                    <span class="block text-muted">
                      {own() ? `${other(agreement)}, ` : ""}
                      <span class="tabular-nums">{say().until(agreement.startsOn, agreement.endsOn)}</span>
                      {`. ${covers(agreement)}`}
                    </span>
                  </span>
                  <HistoryButton about={agreement.id} name={agreement.title} />
                  <Show when={manages()}>
                    <IconButton
                      size="sm"
                      label={say().edit(agreement.title)}
                      icon={<Pencil size={14} aria-hidden="true" />}
                      onClick={() => setEditing(agreement)}
                    />
                    <IconButton
                      size="sm"
                      label={say().remove(agreement.title)}
                      icon={<Trash size={14} aria-hidden="true" />}
                      onClick={() => setRemoving(agreement)}
                    />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={editing()} keyed>
          {(of) => (
            <Dialog
              open
              title={of !== "new" ? say().editTitle : own() ? say().addTitleAny : say().addTitle(props.place.name)}
              onClose={() => setEditing(null)}
            >
              <AgreementForm
                withId={
                  of === "new" ? (own() ? null : props.place.agencyId) : of.schoolId === actor()?.agencyId ? of.receivingId : of.schoolId
                }
                agreement={of === "new" ? null : of}
                onClose={() => setEditing(null)}
              />
            </Dialog>
          )}
        </Show>
        <ConfirmDialog
          open={removing() !== null}
          title={say().removeTitle(removing()?.title ?? "")}
          text={say().removeText}
          confirm={say().removeConfirm}
          danger
          pending={pending()}
          onConfirm={() => {
            const of = removing();
            if (of) void remove(of);
          }}
          onClose={() => setRemoving(null)}
        />
      </section>
    </Show>
  );
}
