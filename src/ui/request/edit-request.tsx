import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { longestAlert } from "#domain/remark.ts";
import { choicesAt, type Catalogue, type PlaceLevel } from "#domain/place.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { remarkWords } from "#words/remark.ts";
import { splitWords } from "#words/request-split.ts";
import { requestWords } from "#words/request.ts";
import type { OpenRequest } from "./request-panel.tsx";

const empty: Catalogue = { agencies: [], sites: [], services: [], destinations: [] };
const levels = ["agency", "site", "service", "destination"] as const;

/** What the school may change without moving the request: place as far as it may, group size, instructor, comment (3.4). */
export function EditRequest(props: { of: OpenRequest; onDone(): void }) {
  const w = useWords(requestWords);
  const p = useWords(partWords);
  const r = useWords(remarkWords);
  const s = useWords(splitWords);
  // What is edited is what was read when the form opened: a change that comes meanwhile refuses it, and says whose it is.
  const opened = props.of;
  const catalogue = useCatalogue();
  const instructors = useQuery(() => ({
    queryKey: ["people", "instructors"],
    queryFn: () => api.request.instructors.query(),
    staleTime: 300_000,
  }));
  // The chain it is in: a change of instructor may be for all of it (F-122).
  const family = useQuery(() => ({
    queryKey: ["request", "family", opened.id],
    queryFn: () => api.requestSplit.family.query({ id: opened.id }),
    enabled: opened.linked,
  }));
  const chained = () => (family.isSuccess ? family.data.chain.length : 0);
  const form = useForm({
    key: `request:${opened.id}:${opened.version}`,
    initial: {
      agency: opened.place.receivingId ?? "",
      site: opened.place.siteId ?? "",
      service: opened.place.serviceId ?? "",
      destination: opened.place.destinationId ?? "",
      size: String(opened.size),
      instructor: opened.instructor?.id ?? "",
      linked: "yes",
      comment: opened.comment,
      alert: opened.alert,
    },
    send: (values) => {
      const id = (text: string) => (text === "" ? null : text);
      return api.request.change.mutate({
        id: opened.id,
        version: opened.version,
        ...(opened.split?.of ? {} : { size: /^\d{1,3}$/.test(values.size.trim()) ? Number(values.size) : 0 }),
        instructorId: id(values.instructor),
        linked: chained() > 0 && values.linked === "yes",
        comment: values.comment,
        alert: values.alert,
        place: {
          receivingId: id(values.agency),
          siteId: id(values.site),
          serviceId: id(values.service),
          destinationId: id(values.destination),
        },
      });
    },
    done: () => {
      toast({ text: w().panel.saved });
      props.onDone();
    },
  });
  const places = () => (catalogue.isSuccess ? catalogue.data : empty);
  const choices = (level: PlaceLevel) => {
    const id = (text: string) => (text === "" ? null : text);
    const chosen = {
      agencyId: id(form.values.agency),
      siteId: id(form.values.site),
      serviceId: id(form.values.service),
      destinationId: null,
    };
    return choicesAt(places(), level, chosen).map((one) => ({ value: one.id, label: one.name }));
  };
  const names = {
    agency: () => opened.place.receiving,
    site: () => opened.place.site,
    service: () => opened.place.service,
    destination: () => opened.place.destination,
  };
  const labels = () => ({
    agency: w().panel.receiving,
    site: w().panel.site,
    service: w().panel.service,
    destination: w().panel.destination,
  });
  const choose = (level: PlaceLevel, value: string) => {
    form.set(level, value);
    // What stood under another choice does not stand any more.
    for (const below of levels.slice(levels.indexOf(level) + 1)) form.set(below, "");
  };
  const free = (level: PlaceLevel) => opened.may.place === "all" || (opened.may.place === "destination" && level === "destination");
  return (
    <form class="flex flex-col gap-4" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Show when={opened.may.place !== "none"} fallback={<p class="text-sm text-muted">{w().panel.placeLocked}</p>}>
        {levels
          .filter((level) => free(level))
          .map((level) => (
            <Field label={labels()[level]} optional={level === "destination"}>
              <Combobox
                value={form.values[level]}
                onChange={(value) => choose(level, value)}
                options={choices(level)}
                {...(form.values[level] !== "" && names[level]() ? { text: names[level]() ?? "" } : {})}
              />
            </Field>
          ))}
      </Show>
      <Show when={opened.split?.of}>
        <p class="text-sm text-muted">{s().followed}</p>
      </Show>
      <Show when={opened.kind === "group" && !opened.split?.of}>
        <Field label={w().panel.size} required error={form.error("size")}>
          <NumberInput {...form.field("size")} class="max-w-28" />
        </Field>
      </Show>
      <Field label={w().panel.instructor} optional>
        <Combobox
          value={form.values.instructor}
          onChange={(value) => form.set("instructor", value)}
          options={(instructors.isSuccess ? instructors.data : []).map((one) => ({ value: one.id, label: one.name }))}
          {...(opened.instructor ? { text: opened.instructor.name } : {})}
        />
      </Field>
      <Show when={chained() > 0 && form.values.instructor !== (opened.instructor?.id ?? "")}>
        <Checkbox
          checked={form.values.linked === "yes"}
          onChange={(yes) => form.set("linked", yes ? "yes" : "no")}
          label={s().allLinked(chained())}
          hint={s().allLinkedHint}
        />
      </Show>
      <Field label={w().panel.comment} optional error={form.error("comment")}>
        <TextArea {...form.field("comment")} rows={5} maxLength={2000} />
      </Field>
      <Field label={r().alert} hint={r().alertHint} optional error={form.error("alert")}>
        <TextInput {...form.field("alert")} maxLength={longestAlert} />
      </Field>
      <FormButtons form={form} cancel={p().cancel} submit={w().panel.save} onCancel={() => props.onDone()} />
    </form>
  );
}
