import { createSignal, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { childOf, type Place } from "./place-values.ts";
import { RetireDialog } from "./retire-dialog.tsx";

/** What its keeper does with a place: edits it, adds under it, retires it, brings it back, takes it away. */
export function PlaceActions(props: { place: Place; onView(view: "edit" | "add"): void; onClose(): void }) {
  const w = useWords(catalogueWords);
  const failure = useFailure();
  const me = useMe();
  const [asking, setAsking] = createSignal<"retire" | "remove" | null>(null);
  const [pending, setPending] = createSignal(false);
  const name = () => props.place.name;
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    try {
      await work();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const restore = () =>
    run(async () => {
      const { id, retiredOn, successor } = props.place;
      await api.catalogue.restore.mutate({ id });
      toast({
        text: w().done.restored(name()),
        action: {
          label: w().undo,
          run: () => void api.catalogue.retire.mutate({ id, on: retiredOn ?? "", successorId: successor?.id ?? null }).catch(failure.tell),
        },
      });
    });
  const remove = () =>
    run(async () => {
      await api.catalogue.remove.mutate({ id: props.place.id });
      setAsking(null);
      toast({ text: w().done.removed(name()) });
      props.onClose();
    });
  const level = () => (props.place.level === "agency" ? "site" : props.place.level);
  const child = () => childOf[props.place.level];
  return (
    <Show
      when={props.place.may.edit || props.place.may.restore || (props.place.may.add && child())}
      fallback={
        <Show when={me.data?.actor?.agencyId !== props.place.agencyId}>
          <p class="text-sm text-muted">{w().readOnly}</p>
        </Show>
      }
    >
      <div class="flex flex-wrap gap-2">
        <Show when={props.place.may.edit}>
          <Button icon={<Pencil size={15} aria-hidden="true" />} onClick={() => props.onView("edit")}>
            {w().edit}
          </Button>
        </Show>
        <Show when={props.place.may.add ? child() : undefined}>
          {(level) => (
            <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => props.onView("add")}>
              {w().addOf[level()]}
            </Button>
          )}
        </Show>
        <Show when={props.place.may.retire}>
          <Button onClick={() => setAsking("retire")}>{w().retireOf[level()]}</Button>
        </Show>
        <Show when={props.place.may.restore}>
          <Button pending={pending()} onClick={() => void restore()}>
            {w().restoreOf[level()]}
          </Button>
        </Show>
        <Show when={props.place.may.remove}>
          <Button kind="quiet" onClick={() => setAsking("remove")}>
            {w().remove}
          </Button>
        </Show>
      </div>
      <RetireDialog open={asking() === "retire"} place={props.place} onClose={() => setAsking(null)} />
      <ConfirmDialog
        open={asking() === "remove"}
        title={w().removeTitle(name())}
        text={w().removeText}
        confirm={w().removeConfirm}
        danger
        pending={pending()}
        onConfirm={() => void remove()}
        onClose={() => setAsking(null)}
      />
    </Show>
  );
}
