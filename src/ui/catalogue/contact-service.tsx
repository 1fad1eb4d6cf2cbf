import { createSignal, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { contactWords } from "#words/contact.ts";
import type { ContactCommands } from "./contact-commands.ts";
import { useCatalogue } from "./whole-catalogue.ts";

type Redirects = "no" | "asked" | "unit";

/** Whether a service hands on by itself what it is sent, and where (F-181). */
export function ServiceRouting(props: {
  serviceId: string;
  routing: { redirects: Redirects; unit: { id: string; name: string } | null };
  may: boolean;
  commands: ContactCommands;
}) {
  const w = useWords(contactWords);
  const catalogue = useCatalogue();
  const [draft, setDraft] = createSignal<{ redirects: Redirects; unitId: string } | null>(null);
  const shown = () => draft() ?? { redirects: props.routing.redirects, unitId: props.routing.unit?.id ?? "" };
  const units = () =>
    (answerOf(catalogue)?.destinations ?? [])
      .filter((one) => one.serviceId === props.serviceId && one.retiredOn === null)
      .map(({ id, name }) => ({ value: id, label: name }));
  const incomplete = () => shown().redirects === "unit" && shown().unitId === "";
  const save = async () => {
    const { redirects, unitId } = shown();
    if (incomplete()) return;
    if (await props.commands.service({ redirects, unitId: redirects === "unit" ? unitId : null })) setDraft(null);
  };
  const said = () => {
    const { redirects, unit } = props.routing;
    if (redirects === "no") return w().serviceNo;
    return redirects === "asked" ? w().serviceAsked : `${w().serviceUnit}, ${unit?.name ?? ""}`;
  };
  return (
    <section class="flex flex-col gap-2 border-t border-line pt-4">
      <h3 class="font-semibold">{w().service}</h3>
      <p class="text-sm text-muted">{w().serviceText}</p>
      <Show when={props.may} fallback={<p class="text-sm">{said()}</p>}>
        <Field group label={w().serviceWhen}>
          <RadioGroup
            value={shown().redirects}
            onChange={(redirects) => setDraft({ ...shown(), redirects })}
            options={[
              { value: "no" as const, label: w().serviceNo },
              { value: "asked" as const, label: w().serviceAsked },
              { value: "unit" as const, label: w().serviceUnit },
            ]}
          />
        </Field>
        <Show when={shown().redirects === "unit"}>
          <Field label={w().serviceWhich} required>
            <Select value={shown().unitId} onChange={(unitId) => setDraft({ ...shown(), unitId })} options={units()} />
          </Field>
        </Show>
        <Show when={draft()}>
          <div class="flex justify-end gap-2">
            <Button size="sm" kind="quiet" onClick={() => setDraft(null)}>
              {w().cancel}
            </Button>
            <Button size="sm" kind="primary" disabled={incomplete()} onClick={() => void save()}>
              {w().save}
            </Button>
          </div>
        </Show>
      </Show>
    </section>
  );
}
