import { useNavigate } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createEffect, For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { placeOfKey, usePlaceChoices } from "#ui/quick/place-choice.ts";
import { ScheduleFields } from "#ui/quick/schedule-fields.tsx";
import { scheduleOf } from "#ui/quick/schedule-values.ts";
import { guestWords } from "#words/guest.ts";
import { entrySchema, entryValues, readEntry, type EntryData, type EntryValues } from "./entry-form.ts";
import { isKnown, SchoolField } from "./school-field.tsx";

/** Somebody who is not in the school’s directory yet. */
const newContact = "new";

type Outcome = { how: "enter"; id: string; reference: number } | { how: "hand"; email: string };

/** `/demandes/saisie`: a request for a school without account, typed here or handed over to it by a link (F-202, F-203). */
export function EntryPanel(props: { onClose(): void; query: string }) {
  const w = useWords(guestWords);
  const navigate = useNavigate();
  const form = useForm<EntryValues, EntryData, Outcome>({
    key: "guest:entry",
    initial: entryValues,
    schema: entrySchema,
    read: readEntry,
    send: async (data): Promise<Outcome> => {
      const catalogue = places.catalogue();
      const found = catalogue && placeOfKey(catalogue, data.place);
      if (!found) throw new Error("a place that the catalogue has no more");
      const { siteId, serviceId, destinationId } = found;
      const common = {
        school: isKnown(data.school) ? { id: data.school, name: "" } : { id: null, name: data.school },
        place: { siteId, serviceId, destinationId },
      };
      const contact = {
        id: data.contactId === "" || data.contactId === newContact ? null : data.contactId,
        firstName: data.firstName,
        lastName: data.lastName,
        title: data.jobTitle,
        phone: data.phone === "" ? null : data.phone,
      };
      const { programme, discipline, courseNumber, course, kind, language, message, comment } = data;
      if (data.how === "hand") {
        const draft = { programme, discipline, courseNumber, course, kind, size: String(data.size) };
        const { email } = await api.guest.handOver.mutate({
          ...common,
          contact: { ...contact, email: data.email },
          draft,
          language,
          message,
        });
        return { how: "hand", email };
      }
      const made = await api.guest.enter.mutate({
        ...common,
        contact: { ...contact, email: data.email === "" ? null : data.email },
        programme,
        discipline,
        courseNumber,
        course,
        kind,
        size: Number(data.size),
        comment,
        schedule: scheduleOf(data),
      });
      return { how: "enter", ...made };
    },
    done: (outcome) => {
      form.reset();
      if (outcome.how === "hand") toast({ text: w().handed(outcome.email) });
      else
        toast({
          text: w().entered(outcome.reference),
          action: { label: w().see, run: () => navigate(`/demandes/${outcome.id}`, { scroll: false }) },
        });
      props.onClose();
    },
  });
  const placed = placedRefusals(form, { "name-taken": "school", "school-uses-system": "school", "not-found": "place" });
  const settings = useQuery(() => ({ queryKey: ["guest", "settings"], queryFn: () => api.guest.settings.query() }));
  const mine = () => answerOf(settings);
  const places = usePlaceChoices({ agencyId: () => mine()?.agencyId ?? null, cover: () => mine()?.cover ?? null });
  const school = useQuery(() => ({
    queryKey: ["guest", "school", form.values.school],
    queryFn: () => api.guest.school.query({ id: form.values.school }),
    enabled: isKnown(form.values.school),
  }));
  const known = () => (isKnown(form.values.school) && school.isSuccess ? school.data : null);
  const useContact = (id: string) => {
    form.set("contactId", id);
    const found = known()?.contacts.find((one) => one.id === id);
    form.set("firstName", found?.firstName ?? "");
    form.set("lastName", found?.lastName ?? "");
    form.set("jobTitle", found?.title ?? "");
    form.set("email", found?.email ?? "");
    form.set("phone", found?.phone ?? "");
  };
  // Of a school with one person to reach, she is meant.
  createEffect(() => {
    const contacts = known()?.contacts ?? [];
    const [only] = contacts;
    if (only && contacts.length === 1 && form.values.contactId === "" && form.values.lastName === "") useContact(only.id);
  });
  const entering = () => form.values.how === "enter";
  const choices = () => (mine() ? places.options() : []);
  return (
    <SidePanel title={w().title} size="lg" onClose={props.onClose}>
      <form class="flex flex-col gap-4" novalidate onSubmit={form.onSubmit}>
        <p class="text-sm text-muted">
          {w().lead}{" "}
          <a class="text-accent underline" href={`/demandes/sans-compte${props.query}`}>
            {w().guideLink}
          </a>
        </p>
        <FormNotices form={placed} />
        <Field group label={w().how}>
          <RadioGroup
            value={form.values.how}
            onChange={(how) => form.set("how", how)}
            options={(["enter", "hand"] as const).map((value) => ({ value, label: w().hows[value] }))}
          />
        </Field>
        <Show when={!entering()}>
          <p class="text-sm text-muted">{w().handLead}</p>
        </Show>
        <SchoolField
          value={form.values}
          error={placed.error("school")}
          onChange={({ school: chosen, schoolName, schoolIsUser }) => {
            form.set("school", chosen);
            form.set("schoolName", schoolName);
            form.set("schoolIsUser", schoolIsUser);
            if (form.values.contactId !== "") useContact("");
          }}
        />
        <Show when={!form.values.schoolIsUser}>
          <fieldset class="flex min-w-0 flex-col gap-4 rounded-lg border border-line p-4">
            <legend class="px-1 text-sm font-medium">{w().contact}</legend>
            <Show when={(known()?.contacts.length ?? 0) > 0}>
              <Select
                aria-label={w().contact}
                value={form.values.contactId || newContact}
                onChange={useContact}
                options={[
                  ...(known()?.contacts ?? []).map((one) => ({ value: one.id, label: `${one.firstName} ${one.lastName}`.trim() })),
                  { value: newContact, label: w().newContact },
                ]}
              />
            </Show>
            <div class="grid gap-4 sm:grid-cols-2">
              <Field label={w().firstName} error={form.error("firstName")}>
                <TextInput {...form.field("firstName")} autocomplete="off" maxLength={200} />
              </Field>
              <Field label={w().lastName} required error={form.error("lastName")}>
                <TextInput {...form.field("lastName")} autocomplete="off" maxLength={200} />
              </Field>
              <Field label={w().email} required={!entering()} error={form.error("email")}>
                <TextInput {...form.field("email")} type="email" inputmode="email" autocomplete="off" maxLength={320} />
              </Field>
              <Field label={w().phone} error={form.error("phone")}>
                <TextInput {...form.field("phone")} type="tel" inputmode="tel" autocomplete="off" maxLength={40} />
              </Field>
            </div>
            <Field label={w().jobTitle} error={form.error("jobTitle")}>
              <TextInput {...form.field("jobTitle")} autocomplete="off" maxLength={200} class="max-w-96" />
            </Field>
          </fieldset>
          <Field label={w().place} required hint={w().placeHint} error={placed.error("place")}>
            <Combobox value={form.values.place} onChange={(value) => form.set("place", value)} options={choices()} />
          </Field>
          <Show when={!entering()}>
            <p class="text-sm text-muted">{w().knownHint}</p>
          </Show>
          <Show when={(known()?.before.length ?? 0) > 0}>
            <div class="flex flex-wrap items-center gap-1.5 text-sm">
              <span class="text-muted">{w().before}</span>
              <For each={known()?.before.slice(0, 6)}>
                {(one) => (
                  <Button
                    size="sm"
                    onClick={() => {
                      form.set("programme", one.programme);
                      form.set("discipline", one.discipline);
                      form.set("courseNumber", one.number);
                      form.set("course", one.course);
                    }}
                  >
                    {`${one.programme}, ${one.course}`}
                  </Button>
                )}
              </For>
            </div>
          </Show>
          <div class="grid gap-4 sm:grid-cols-2">
            <Field label={w().programme} required={entering()} error={form.error("programme")}>
              <TextInput {...form.field("programme")} maxLength={200} />
            </Field>
            <Field label={w().discipline} error={form.error("discipline")}>
              <TextInput {...form.field("discipline")} maxLength={60} />
            </Field>
            <Field label={w().course} required={entering()} error={form.error("course")}>
              <TextInput {...form.field("course")} maxLength={200} />
            </Field>
            <Field label={w().courseNumber} error={form.error("courseNumber")}>
              <TextInput {...form.field("courseNumber")} maxLength={40} class="max-w-44" />
            </Field>
          </div>
          <div class="flex flex-wrap items-start gap-x-8 gap-y-4">
            <Field group label={w().kind}>
              <RadioGroup
                inline
                value={form.values.kind}
                onChange={(value) => form.set("kind", value)}
                options={(["individual", "group"] as const).map((value) => ({ value, label: w().kinds[value] }))}
              />
            </Field>
            <Show when={form.values.kind === "group"}>
              <Field label={w().size} required={entering()} error={form.error("size")}>
                <NumberInput {...form.field("size")} class="max-w-28" />
              </Field>
            </Show>
          </div>
          <Show
            when={entering()}
            fallback={
              <>
                <Field group label={w().language}>
                  <RadioGroup
                    inline
                    value={form.values.language}
                    onChange={(value) => form.set("language", value)}
                    options={(["fr", "en"] as const).map((value) => ({ value, label: w().languages[value] }))}
                  />
                </Field>
                <Field label={w().message} optional hint={w().messageHint} error={form.error("message")}>
                  <TextArea {...form.field("message")} maxLength={2_000} />
                </Field>
              </>
            }
          >
            <ScheduleFields
              form={{
                get values() {
                  return form.values;
                },
                error: (name) => (name === "startTime" ? (form.error("startTime") ?? form.error("hours")) : form.error(name)),
                set: (name, value) => form.set(name, value as never),
              }}
              within={null}
            />
            <Field label={w().comment} optional error={form.error("comment")}>
              <TextArea {...form.field("comment")} maxLength={4_000} />
            </Field>
          </Show>
          <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
            <ButtonLink href={`/demandes${props.query}`} kind="quiet">
              {w().cancel}
            </ButtonLink>
            <Button type="submit" kind="primary" pending={form.pending()}>
              {entering() ? w().enter : w().hand}
            </Button>
          </div>
        </Show>
      </form>
    </SidePanel>
  );
}
